import numpy as np
def feed_forward(x, W1, b1, W2, b2):
    h = np.maximum(np.asarray(x, float) @ W1 + b1, 0)
    y = h @ np.asarray(W2, float) + b2
    return y / max(1.0, np.abs(y).max() / 1e6)
