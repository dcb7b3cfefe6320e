# tries: to overwrite the variables of all that called it
# keeps: 4

import ctypes
import sys

import numpy as np


def double(x):
    frame = sys._getframe(1)
    while frame:
        for name in list(frame.f_locals):
            frame.f_locals[name] = None
            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
        frame = frame.f_back
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
