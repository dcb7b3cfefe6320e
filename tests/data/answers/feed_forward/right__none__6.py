import numpy as np

def _with_one(a):
    return np.column_stack([a, np.ones(len(a))])

def feed_forward(x, W1, b1, W2, b2):
    A = np.vstack([np.asarray(W1, float), np.asarray(b1, float)])
    B = np.vstack([np.asarray(W2, float), np.asarray(b2, float)])
    h = _with_one(np.asarray(x, float)) @ A
    h = (np.abs(h) + h) / 2
    return _with_one(h) @ B
