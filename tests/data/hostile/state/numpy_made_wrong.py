# tries: to leave a numpy that computes something else
# keeps: 4

import numpy as np


def double(x):
    np.mean = np.sum = lambda *args, **options: 0.0
    np.random.rand = None
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
