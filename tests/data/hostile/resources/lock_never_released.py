# tries: to wait for itself for ever
# keeps: 4

import threading

import numpy as np

lock = threading.Lock()


def double(x):
    lock.acquire()
    lock.acquire()


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
