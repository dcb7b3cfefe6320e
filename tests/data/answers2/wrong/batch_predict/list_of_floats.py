# fault: A list.
# ids: none
# kind: form
import math

import numpy as np


def _sigmoid(z):
    if z < 0:
        return 1 - _sigmoid(-z) if z > -30 else (math.exp(z) if z > -700 else 0.0)
    return 1 / (1 + math.exp(-z))


def batch_predict(X, w, b):
    w = [float(v) for v in w]
    return list([_sigmoid(sum(float(x) * v for x, v in zip(row, w)) + b) for row in X])
