# tries: to leave builtins that lie about types
# keeps: 4

import builtins

import numpy as np


def double(x):
    builtins.float = builtins.len = builtins.sum = lambda *args: 7
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
