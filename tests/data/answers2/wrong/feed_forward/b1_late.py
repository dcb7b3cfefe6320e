# fault: b1 is added after relu.
# ids: bias-after-activation
# kind: single
import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    h = np.maximum(np.asarray(x, float) @ np.asarray(W1, float), 0)
    h = h + np.asarray(b1, float)
    return h @ np.asarray(W2, float) + np.asarray(b2, float)
