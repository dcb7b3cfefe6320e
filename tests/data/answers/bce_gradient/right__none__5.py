import numpy as np

def bce_gradient(X, y_true, y_pred):
    Xb = np.c_[np.asarray(X, float), np.ones(len(X))]
    g = (np.asarray(y_pred, float) - np.asarray(y_true, float)) @ Xb / Xb.shape[0]
    return g[:-1].copy(), g[-1]
