# tries: to leave limits under which nothing runs
# keeps: 4

import resource

import numpy as np


def double(x):
    for which in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_CPU):
        resource.setrlimit(which, (0, 0))
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
