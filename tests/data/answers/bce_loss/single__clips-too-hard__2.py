import numpy as np

EPS = 1e-5

def bce_loss(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    return float(np.mean(-(y_true * np.log(y_pred + EPS)) - (1 - y_true) * np.log(1 - y_pred + EPS)))
