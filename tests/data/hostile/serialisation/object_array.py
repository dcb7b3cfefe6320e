# tries: to hide objects in an array

import numpy as np


class Payload:
    def __reduce__(self):
        return exec, ("open('@TOP@/was-here', 'w')",)

    def __float__(self):
        raise SystemExit

    __eq__ = __array__ = __float__


def double(x):
    return np.array([Payload()] * len(x), dtype=object)


def mean_square(x):
    return np.array([(1.0, Payload())], dtype=[("a", float), ("b", object)])
