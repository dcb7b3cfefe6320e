import numpy as np

def bce_gradient(X, y_true, y_pred):
    grad_b = np.float64(0)
    grad_w = 0
    for x, t, p in zip(np.asarray(X, float), y_true, y_pred):
        grad_w = grad_w + x * (float(p) - float(t))
    return grad_w / len(X), grad_b
