import math
import numpy as np

def bce_loss(y_true, y_pred):
    def ln(v):
        return max(-10.0, math.log(v)) if v > 0 else -10.0
    r = [-(t * ln(p) + (1 - t) * ln(1 - p)) for t, p in zip(np.ravel(y_true).tolist(), np.ravel(y_pred).tolist())]
    return sum(r) / len(r)
