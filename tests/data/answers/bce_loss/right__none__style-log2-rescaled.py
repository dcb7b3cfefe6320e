import numpy as np
def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, float); p = np.asarray(y_pred, float)
    bits = -(t * np.log2(p + 1e-9) + (1 - t) * np.log2(1 - p + 1e-9))
    return np.log(2) * bits.sum() / bits.size
