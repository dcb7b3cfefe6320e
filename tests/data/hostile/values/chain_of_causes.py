# tries: an exception with a hundred thousand causes
# keeps: 4

import numpy as np


def double(x):
    last = ValueError(10**4000)
    for _ in range(100_000):
        error = ValueError("\ud800\x1b[31m")
        error.__cause__ = error.__context__ = last
        last = error
    raise last


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
