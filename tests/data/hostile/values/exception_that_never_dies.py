# tries: an exception whose end and whose text have no end
# keeps: 4

import numpy as np


class Stays(BaseException):
    def __del__(self):
        while True:
            pass

    def __str__(self):
        return "x" * 10**7


def double(x):
    raise Stays


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
