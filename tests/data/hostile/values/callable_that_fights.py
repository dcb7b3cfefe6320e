# tries: an exercise that cannot even be asked whether it is one
# keeps: 4

import numpy as np


class Fights:
    __call__ = None

    def __getattribute__(self, name):
        raise SystemExit

    def __bool__(self):
        raise SystemExit


double = Fights()


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
