import numpy as np
def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = map(np.asarray, (x, W1, b1, W2, b2))
    return np.maximum(x @ W1 + b1, 0) @ W2 + b2
