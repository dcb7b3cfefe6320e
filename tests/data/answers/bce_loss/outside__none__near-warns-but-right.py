import numpy as np
def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, float); p = np.asarray(y_pred, float)
    a = np.maximum(np.log(p), -100); c = np.maximum(np.log(1 - p), -100)
    return -np.mean(t * a + (1 - t) * c)
