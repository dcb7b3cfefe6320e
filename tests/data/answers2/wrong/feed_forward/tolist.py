# fault: Returns lists.
# ids: none
# kind: form
import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (np.asarray(a, dtype=float) for a in (x, W1, b1, W2, b2))
    hidden = x @ W1 + b1
    hidden = np.maximum(0, hidden)
    return (hidden @ W2 + b2).tolist()
