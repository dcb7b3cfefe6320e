# tries: to change the modules that the next submission will use

import sys

import numpy as np

np.ndarray.__module__ = "evil"
for name in ("sqrt", "mean", "asarray", "array", "sum", "exp"):
    setattr(np, name, lambda *args, **options: np.zeros(3))
for name, module in list(sys.modules.items()):
    if name.startswith("autograder"):
        for key in list(vars(module)):
            if not key.startswith("_"):
                setattr(module, key, None)


def double(x):
    return np.zeros(3)


def mean_square(x):
    return 0.0
