# tries: to return megabytes for each input

import numpy as np


def double(x):
    return np.zeros(490_000)


def mean_square(x):
    return np.ones((700, 700))
