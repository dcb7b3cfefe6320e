# tries: to return arrays of absurd shapes and types

import numpy as np


def double(x):
    shapes = [(0, 2**40), (1,) * 32, (2**20, 0, 2**20)]
    return [np.empty(shape) for shape in shapes] + [np.array("x"), np.datetime64("now")]


def mean_square(x):
    return np.array([np.nan, np.inf, -0.0, 5e-324], dtype=np.longdouble)
