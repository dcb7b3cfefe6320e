import numpy as np
def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, float); p = np.asarray(y_pred, float)
    p = np.where(p < 1e-8, 1e-8, np.where(p > 1 - 1e-8, 1 - 1e-8, p))
    return np.average(np.negative(np.add(np.multiply(t, np.log(p)), np.multiply(1 - t, np.log(1 - p)))))
