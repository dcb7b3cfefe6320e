import math
import numpy as np

def safe_log(v):
    return max(math.log(v), -100.0) if v > 0 else -100.0

def bce_loss(y_true, y_pred):
    total = 0.0
    ts = np.ravel(y_true)
    ps = np.ravel(y_pred)
    for i in range(len(ts)):
        t = float(ts[i])
        p = float(ps[i])
        total -= t * safe_log(p) + (1 - t) * safe_log(1 - p)
    return total / len(ts)
