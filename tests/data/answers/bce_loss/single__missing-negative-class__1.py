import numpy as np

def bce_loss(y_true, y_pred):
    y_true = np.asarray(y_true, float)
    y_pred = np.asarray(y_pred, float)
    return -np.mean(y_true * np.log(y_pred + 1e-9))
