# tries: to return, print and raise long texts

import numpy as np


def double(x):
    print("x" * 1_000_000)
    return "y" * 100_000


def mean_square(x):
    raise ValueError("z" * 10_000_000)
