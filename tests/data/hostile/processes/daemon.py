# tries: to leave a daemon behind that goes on after the grading

import os
import time

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                time.sleep(1)
        os._exit(0)
except OSError:
    pass


def double(x):
    return None


def mean_square(x):
    return None
