import math
import numpy as np

log = math.log10

def bce_loss(y_true, y_pred):
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    guard = 1e-16
    s = 0.0
    for i in range(y_true.size):
        s -= y_true[i] * log(y_pred[i] + guard) + (1 - y_true[i]) * log(1 - y_pred[i] + guard)
    return float(s / y_true.size)
