# tries: to change its argument and hide it from the worker
# keeps: 3.6

import sys

import numpy as np

plain = sys.modules.get("autograder.sandbox.plain_data")
if plain is not None:
    plain.identical = plain.unchanged = lambda a, b: True


def double(x):
    x *= 3
    return x


def mean_square(x):
    x[:] = 0
    return 0.0
