# fault: Both biases are missing.
# ids: missing-first-bias,missing-second-bias
# kind: double
import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    return np.maximum(np.asarray(x, float) @ np.asarray(W1, float), 0) @ np.asarray(W2, float)
