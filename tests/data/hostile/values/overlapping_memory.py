# tries: an array whose strides lead out of its memory
# keeps: 4

import numpy as np
from numpy.lib.stride_tricks import as_strided


def double(x):
    return as_strided(x, (10**6,), (4096,))


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
