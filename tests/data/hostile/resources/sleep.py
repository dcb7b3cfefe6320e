# tries: to sleep instead of computing, which costs no CPU time
# plain: hangs

import time


def double(x):
    time.sleep(10_000)


def mean_square(x):
    __import__("threading").Event().wait()
