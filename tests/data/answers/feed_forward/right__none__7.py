import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    h = np.asarray(x, float).dot(np.asarray(W1, float))
    h += np.asarray(b1, float)
    h[h < 0] = 0
    y = h.dot(np.asarray(W2, float))
    y += np.asarray(b2, float)
    return y
