"""The answers, beside the tests, as in many a course."""

import numpy as np


def double(x):
    return 2.0 * np.asarray(x, dtype=float)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
