import numpy as np

def bce_gradient(X, y_true, y_pred):
    # dL/dz = t * (p - 1) + (1 - t) * p
    t = np.asarray(y_true, dtype="float64")
    p = np.asarray(y_pred, dtype="float64")
    dz = (t * (p - 1.0) + (1.0 - t) * p) / t.size
    return np.tensordot(dz, np.asarray(X, dtype="float64"), axes=1), float(dz.sum())
