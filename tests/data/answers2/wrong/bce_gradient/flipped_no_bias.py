# fault: Flipped, and the bias gets nothing.
# ids: sign-flipped,bias-gradient-missing
# kind: double
import numpy as np


def bce_gradient(X, y_true, y_pred):
    d = np.asarray(y_true, float) - np.asarray(y_pred, float)
    return d @ np.asarray(X, float) / len(d), 0.0
