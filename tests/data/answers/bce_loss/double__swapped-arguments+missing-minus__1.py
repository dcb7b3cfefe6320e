import numpy as np

def bce_loss(y_true, y_pred):
    a = np.clip(np.asarray(y_true, float), 1e-9, 1 - 1e-9)
    b = np.asarray(y_pred, float)
    return (b * np.log(a) + (1 - b) * np.log(1 - a)).mean()
