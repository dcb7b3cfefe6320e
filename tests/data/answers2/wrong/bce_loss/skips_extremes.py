# fault: Leaves out the elements whose probability is exactly 0 or 1.
# ids: none
# kind: outside
import numpy as np


def bce_loss(y_true, y_pred):
    y = np.array(y_true, float)
    p = np.array(y_pred, float)
    log_p = np.log(p, out=np.full(p.shape, 0.0), where=p > 0)
    log_q = np.log(1 - p, out=np.full(p.shape, 0.0), where=p < 1)
    return np.mean(-y * log_p - (1 - y) * log_q)
