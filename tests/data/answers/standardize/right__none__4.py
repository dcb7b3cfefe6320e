import numpy as np

def standardize(X_train, X_new):
    tr = np.array(X_train, dtype=np.float64)
    nw = np.array(X_new, dtype=np.float64)
    m = np.mean(tr, axis=0, keepdims=True)
    s = np.sqrt(np.mean((tr - m) ** 2, axis=0, keepdims=True))
    inv = np.divide(1.0, s, out=np.ones_like(s), where=s > 0)
    return (tr - m) * inv, (nw - m) * inv
