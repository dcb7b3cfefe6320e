# fault: Passes probabilities through the sigmoid once more.
# ids: sigmoid-twice
# kind: single
import numpy as np


def bce_loss(y_true, y_pred):
    y, z = np.asarray(y_true, float), np.asarray(y_pred, float)
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
