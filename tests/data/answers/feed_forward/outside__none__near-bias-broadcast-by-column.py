import numpy as np
def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (np.asarray(a, float) for a in (x, W1, b1, W2, b2))
    h = x @ W1
    h = h + (b1[:, None] if len(b1) == len(h) else b1)
    return np.maximum(h, 0) @ W2 + b2
