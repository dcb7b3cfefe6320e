import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    z = np.asarray(x, float) @ np.asarray(W1, float) + np.asarray(b1, float)
    return (z + np.abs(z)) / 2 @ np.asarray(W2, float) + np.asarray(b2, float)
