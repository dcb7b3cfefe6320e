# tries: expressions nested as deep as the parser allows
# keeps: 4

import numpy as np


def double(x):
    return ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((x))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
