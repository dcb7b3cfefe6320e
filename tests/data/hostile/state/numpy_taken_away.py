# tries: to leave a numpy without asarray to the exercise after it
# keeps: 4

import numpy as np


def double(x):
    np.asarray = np.mean = np.float64 = None
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
