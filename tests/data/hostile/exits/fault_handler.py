# tries: to die by a timer of the interpreter itself
# keeps: 4

import faulthandler

import numpy as np


def double(x):
    faulthandler.dump_traceback_later(0.001, exit=True)
    while True:
        pass


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
