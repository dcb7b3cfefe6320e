# tries: to take away the names that the exercise after it uses
# keeps: 4

import numpy as np


def double(x):
    globals()["np"] = globals()["mean_square"] = None
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
