import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    h = np.dot(np.asarray(x, float), np.asarray(W1, float)) + np.asarray(b1, float)
    np.maximum(h, 0)
    return np.dot(h, np.asarray(W2, float)) + np.asarray(b2, float)
