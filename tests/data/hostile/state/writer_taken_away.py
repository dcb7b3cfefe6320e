# tries: to break what carries its own answer
# keeps: 4

import json
import os

import numpy as np


def double(x):
    os.write = None
    json.JSONEncoder.encode = lambda *args: "]["
    return x


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
