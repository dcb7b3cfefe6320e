# tries: a ladder of thousands of rungs
# keeps: 4

import numpy as np


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))


if a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
elif a:
    pass
