# tries: an array whose dtype has a name of 100,000 letters
# keeps: 4

import numpy as np


def double(x):
    return np.zeros(3, dtype=[("a" * 100_000, "f8")])


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
