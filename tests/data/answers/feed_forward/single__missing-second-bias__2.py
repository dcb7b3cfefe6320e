import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    h = np.matmul(np.asarray(x, float), np.asarray(W1, float)) + np.asarray(b1, float)
    h = h * (h > 0)
    y = np.matmul(h, np.asarray(W2, float))
    y + np.asarray(b2, float)
    return y
