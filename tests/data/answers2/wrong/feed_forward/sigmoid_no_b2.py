# fault: Sigmoid, and b2 is missing.
# ids: sigmoid-for-relu,missing-second-bias
# kind: double
import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    h = 1 / (1 + np.exp(-(np.asarray(x, float) @ np.asarray(W1, float) + np.asarray(b1, float))))
    return h @ np.asarray(W2, float)
