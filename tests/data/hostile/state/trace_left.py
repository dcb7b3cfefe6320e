# tries: to leave a trace function that ends whatever comes next
# keeps: 4

import sys

import numpy as np


def stop(*_):
    raise SystemExit


def double(x):
    sys.settrace(stop)
    sys.setprofile(stop)
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
