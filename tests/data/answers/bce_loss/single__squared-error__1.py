import numpy as np

def bce_loss(y_true, y_pred):
    return np.mean((np.asarray(y_true, float) - np.asarray(y_pred, float)) ** 2)
