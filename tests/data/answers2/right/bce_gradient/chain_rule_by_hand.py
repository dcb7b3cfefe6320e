import numpy as np


def bce_gradient(X, y_true, y_pred):
    # dL/dp * dp/dz cancels to p - t; written without the division so that 0 and 1 are safe
    X, t, p = (np.asarray(a, float) for a in (X, y_true, y_pred))
    dz = (1 - t) * p - t * (1 - p)
    grad_b = dz.mean()
    grad_w = np.array([np.mean(dz * X[:, j]) for j in range(X.shape[1])])
    return (grad_w, grad_b)
