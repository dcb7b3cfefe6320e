# tries: to overflow the stack, Python's and C's

import sys


def double(x):
    sys.setrecursionlimit(10**9)
    return double(x)


def mean_square(x):
    text = "(" * 100_000 + ")" * 100_000
    return eval(text)
