# tries: to hang in a regular expression
# plain: hangs

import re


def double(x):
    return re.match(r"(a+)+$", "a" * 60 + "b")


def mean_square(x):
    return re.match(r"(a|aa)+$", "a" * 80 + "b")
