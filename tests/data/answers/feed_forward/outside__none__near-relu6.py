import numpy as np
def feed_forward(x, W1, b1, W2, b2):
    h = np.clip(np.asarray(x, float) @ W1 + b1, 0, 6)
    return h @ np.asarray(W2, float) + b2
