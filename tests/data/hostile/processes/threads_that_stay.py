# tries: to answer and leave threads behind that never end

import threading

import numpy as np


def spin():
    while True:
        pass


for _ in range(4):
    try:
        threading.Thread(target=spin, daemon=False).start()
    except RuntimeError:
        break


def double(x):
    return np.zeros(3)


def mean_square(x):
    return 0.0
