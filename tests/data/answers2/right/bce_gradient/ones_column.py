import numpy as np


def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, float)
    Xb = np.c_[X, np.ones(len(X))]
    g = Xb.T.dot(np.asarray(y_pred, float) - np.asarray(y_true, float)) / len(X)
    return g[:-1].copy(), g[-1]
