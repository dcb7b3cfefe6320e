# tries: to lie about its type

import numpy as np


class Liar:
    __class__ = np.ndarray
    __module__ = "numpy"
    dtype = np.dtype(float)
    shape = (3,)


class Int(int):
    def __index__(self):
        raise SystemExit

    __int__ = __float__ = __index__

    def bit_length(self):
        return 1


def double(x):
    return Liar()


def mean_square(x):
    return Int(10)
