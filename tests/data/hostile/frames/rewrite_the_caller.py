# tries: to change local variables of the functions that call it

import ctypes
import sys

import numpy as np


def overwrite():
    frame = sys._getframe(1)
    while frame is not None:
        for name in ("expected", "outcome", "outcomes", "status", "verdict", "points"):
            if name in frame.f_locals:
                frame.f_locals[name] = None
        try:
            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(1))
        except Exception:
            pass
        frame = frame.f_back


def double(x):
    overwrite()
    return np.zeros(3)


def mean_square(x):
    overwrite()
    return 0.0
