# tries: numbers that are none, with a message in their bits
# keeps: 4

import numpy as np


def double(x):
    return np.frombuffer(b"\xff\xf8<b>\xf0\x7f" * len(x), dtype=float).copy()


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
