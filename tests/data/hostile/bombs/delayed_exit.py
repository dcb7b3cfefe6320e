# tries: to answer first and blow up a moment later

import os
import threading

import numpy as np

threading.Timer(0.05, os._exit, (0,)).start()


def double(x):
    return np.zeros(3)


def mean_square(x):
    import time

    time.sleep(0.3)
    return 0.0
