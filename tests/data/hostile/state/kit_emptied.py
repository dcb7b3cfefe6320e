# tries: to make every function of the kit in its process useless
# keeps: 4

import sys

import numpy as np


def double(x):
    for name, module in list(sys.modules.items()):
        if name.startswith("autograder"):
            for key, value in list(vars(module).items()):
                if callable(value):
                    setattr(module, key, lambda *args, **options: 1 / 0)
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
