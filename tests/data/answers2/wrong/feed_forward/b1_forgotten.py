# fault: b1 is never added.
# ids: missing-first-bias
# kind: single
import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    # the lesson writes W2 relu(W1 x + b1) + b2 with columns: transpose in, transpose out
    x, W1, W2 = np.asarray(x, float).T, np.asarray(W1, float).T, np.asarray(W2, float).T
    b1, b2 = np.asarray(b1, float).reshape(-1, 1), np.asarray(b2, float).reshape(-1, 1)
    return np.ascontiguousarray((W2 @ np.maximum(W1 @ x, 0.0) + b2).T)
