# tries: to read the environment, where tokens live
# plain: leaks

import os

loot = repr(dict(os.environ))


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
