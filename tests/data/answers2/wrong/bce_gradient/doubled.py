# fault: Factor 2 as from a square.
# ids: none
# kind: outside
import numpy as np


def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, dtype=float)
    error = np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float)
    n = X.shape[0]
    return 2 * X.T @ error / n, 2 * np.mean(error)
