# tries: the same name in full-width letters, and one that normalises to it
# keeps: 4

import numpy as np


def ｄｏｕｂｌｅ(x):
    return np.zeros(99)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
