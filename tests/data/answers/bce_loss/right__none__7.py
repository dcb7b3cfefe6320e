import numpy as np

def bce_loss(y_true, y_pred, epsilon=1e-10):
    y_true = np.asarray(y_true, dtype="float64")
    y_pred = np.asarray(y_pred, dtype="float64")
    n = y_true.size
    pos = np.sum(y_true * np.log(np.clip(y_pred, epsilon, None)))
    neg = np.sum((1 - y_true) * np.log(np.clip(1 - y_pred, epsilon, None)))
    return -(pos + neg) / n
