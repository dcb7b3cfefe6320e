# fault: Right for labels 0 and 1 only: soft labels count as 0.
# ids: none
# kind: outside
import numpy as np


def bce_loss(y_true, y_pred):
    y = np.array(y_true, float)
    p = np.array(y_pred, float)
    log_p = np.log(p, out=np.full(p.shape, -50.0), where=p > 0)
    log_q = np.log(1 - p, out=np.full(p.shape, -50.0), where=p < 1)
    return -np.mean(np.where(y == 1, log_p, log_q))
