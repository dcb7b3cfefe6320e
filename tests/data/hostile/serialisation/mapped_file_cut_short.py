# tries: to return an array whose file is gone when it is read, which the kernel answers by a signal
# keeps: 4

import os

import numpy as np


def double(x):
    with open("numbers", "wb") as file:
        file.write(bytes(1 << 20))
    mapped = np.memmap("numbers", dtype=float, mode="r+")
    os.truncate("numbers", 0)
    return np.frombuffer(mapped._mmap, dtype=float)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
