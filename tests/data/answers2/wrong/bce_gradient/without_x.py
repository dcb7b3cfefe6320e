# fault: The mean error for each weight.
# ids: forgets-inputs
# kind: single
import numpy as np


def bce_gradient(X, y_true, y_pred):
    m = float(np.mean(np.asarray(y_pred, float) - np.asarray(y_true, float)))
    return np.array([m for _ in np.asarray(X, float)[0]]), m
