import math
import numpy as np

def bce_loss(y_true, y_pred):
    acc, n = 0.0, 0
    for t, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        p = min(max(float(p), 1e-9), 1 - 1e-9)
        acc += float(t) * math.log(p) + (1 - float(t)) * math.log(1 - p)
        n += 1
    return acc / n
