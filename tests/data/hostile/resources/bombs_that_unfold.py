# tries: to return small things that unfold to enormous ones

import numpy as np


def double(x):
    a = ["x" * 1000]
    for _ in range(60):
        a = [a, a]
    return a


def mean_square(x):
    loop = []
    loop.append(loop)
    return loop
