import numpy as np

def residual(t, p):
    return np.asarray(p, float) - np.asarray(t, float)

def bce_gradient(features, targets, probs):
    """Gradient of the mean BCE w.r.t. (w, b)."""
    r = residual(targets, probs)
    N = r.shape[0]
    gw = np.dot(np.transpose(np.asarray(features, float)), r) * (1.0 / N)
    gb = np.sum(r) / N
    print("grads", gw, gb)
    return gw, gb
