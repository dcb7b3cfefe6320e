import numpy as np

def bce_gradient(X, y_true, y_pred):
    diff = np.subtract(y_pred, y_true, dtype=float)
    grad_w = (diff[:, None] * np.asarray(X, dtype=float)).mean(axis=0)
    grad_b = float(np.mean(diff))
    return grad_w, grad_b
