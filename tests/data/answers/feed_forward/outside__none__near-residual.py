import numpy as np
def feed_forward(x, W1, b1, W2, b2):
    x = np.asarray(x, float)
    return x + np.maximum(x @ W1 + b1, 0) @ np.asarray(W2, float) + b2
