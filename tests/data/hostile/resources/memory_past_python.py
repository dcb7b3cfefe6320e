# tries: to take memory where Python does not count it

import ctypes
import mmap
import os

import numpy as np

hoard = []


def double(x):
    hoard.append(np.ones((10**5, 10**5)))


def mean_square(x):
    libc = ctypes.CDLL(None)
    fd = libc.memfd_create(b"x", 0)
    if fd >= 0:
        for _ in range(10_000):
            os.write(fd, b"x" * 1_000_000)
    hoard.append(mmap.mmap(-1, 10**10))
