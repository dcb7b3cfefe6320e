import numpy as np


def bce_loss(y_true, y_pred, eps=1e-7):
    y_true = np.asarray(y_true, dtype=np.float64)
    p = np.clip(np.asarray(y_pred, dtype=np.float64), eps, 1 - eps)
    losses = np.where(y_true == 1, -np.log(p), np.where(y_true == 0, -np.log(1 - p), -y_true * np.log(p) - (1 - y_true) * np.log(1 - p)))
    return float(losses.mean())
