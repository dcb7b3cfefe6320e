import math
import numpy as np

def bce_loss(y_true, y_pred):
    costs = []
    for t, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        if p >= 0.5:
            hard = 1 - 1e-9
        else:
            hard = 1e-9
        costs.append(-(t * math.log(hard) + (1 - t) * math.log(1 - hard)))
    return float(np.mean(costs))
