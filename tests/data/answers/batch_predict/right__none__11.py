import numpy as np

def batch_predict(X, w, b):
    z = np.inner(np.asarray(X, float), np.asarray(w, float)) + b
    two = np.stack([np.zeros_like(z), z], axis=1)
    two = two - two.max(axis=1, keepdims=True)
    e = np.exp(two)
    return e[:, 1] / e.sum(axis=1)
