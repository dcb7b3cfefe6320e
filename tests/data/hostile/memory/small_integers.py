# tries: to return half a million of small integers, which are compared as floats

import numpy as np


def double(x):
    return np.ones(499_000, np.int8)


def mean_square(x):
    return np.ones((100, 4_900), bool)
