import numpy as np

def bce_loss(y_true, y_pred):
    y = np.asarray(y_true, float).reshape(-1)
    p = np.asarray(y_pred, float).reshape(-1)
    return float(-(np.dot(y, np.log(p + 1e-9)) + np.dot(1 - y, np.log(1 - p + 1e-9))))
