import math
import numpy as np

def bce_loss(y_true, y_pred):
    ys, ps = np.ravel(y_true).tolist(), np.ravel(y_pred).tolist()
    out = []
    for t, p in zip(ys, ps):
        p = min(max(p, 1e-9), 1 - 1e-9)
        out.append(-t * math.log(p, 2) - (1 - t) * math.log(1 - p, 2))
    return sum(out) / len(out)
