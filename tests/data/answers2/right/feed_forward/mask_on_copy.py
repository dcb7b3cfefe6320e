import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    h = np.dot(np.asarray(x, float), np.asarray(W1, float)) + np.asarray(b1, float)
    h[h < 0] = 0
    out = np.dot(h, np.asarray(W2, float))
    out += np.asarray(b2, float)
    return out
