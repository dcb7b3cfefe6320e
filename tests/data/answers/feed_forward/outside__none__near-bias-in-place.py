import numpy as np
def feed_forward(x, W1, b1, W2, b2):
    b1 = np.asarray(b1, float)
    h = np.asarray(x, float) @ W1 + b1
    b1 *= 0
    return np.maximum(h, 0) @ np.asarray(W2, float) + b2
