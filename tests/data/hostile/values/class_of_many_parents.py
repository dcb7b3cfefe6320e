# tries: an exception class with hundreds of parents of long names
# keeps: 4

import numpy as np


def double(x):
    kind = Exception
    for _ in range(300):
        kind = type("\ud800" + "N" * 2000, (kind,), {})
    raise kind


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
