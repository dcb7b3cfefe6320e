# fault: tanh in the hidden layer.
# ids: tanh-for-relu
# kind: single
import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (np.asarray(a, dtype=float) for a in (x, W1, b1, W2, b2))
    hidden = x @ W1 + b1
    hidden = np.tanh(hidden)
    return hidden @ W2 + b2
