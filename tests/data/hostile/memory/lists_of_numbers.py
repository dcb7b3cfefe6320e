# tries: to return as many Python numbers as are let through

import numpy as np


def double(x):
    return [1.5] * 19_000


def mean_square(x):
    return [[0.5] * 100 for _ in range(190)]
