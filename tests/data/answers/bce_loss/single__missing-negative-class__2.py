import math
import numpy as np

def bce_loss(y_true, y_pred):
    y = [float(v) for v in np.ravel(y_true)]
    p = [max(float(v), 1e-9) for v in np.ravel(y_pred)]
    loss = 0.0
    for t, q in zip(y, p):
        if t > 0:
            loss += -t * math.log(q)
    return loss / len(y)
