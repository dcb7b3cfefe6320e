import numpy as np

EPS = 1e-12

def bce_loss(targets, probs):
    y = np.asarray(targets, dtype=float).ravel()
    p = np.asarray(probs, dtype=float).ravel()
    a = np.log(np.maximum(p, EPS))
    b = np.log(np.maximum(1.0 - p, EPS))
    return -(y @ a + (1.0 - y) @ b) / y.size
