import numpy as np

def bce_loss(y_true, y_pred):
    y = np.asarray(y_true, np.float64)
    p = np.asarray(y_pred, np.float64)
    with np.errstate(all="ignore"):
        first = np.multiply(y, np.log(p))
        second = np.multiply(1 - y, np.log1p(-p))
    return -(first + second).sum() / y.size
