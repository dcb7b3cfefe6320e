import numpy as np
def feed_forward(x, W1, b1, W2, b2, *, gate=None):
    h = np.dot(x, W1) + b1
    h = h * (h > 0)
    return (np.dot(h, W2) + b2).astype(float)
