# tries: to have read, as a result, what lies beyond the arrays of the process
# keeps: 4

import numpy as np


def double(x):
    return np.lib.stride_tricks.as_strided(np.ones(4), (100_000,), (1 << 30,))


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
