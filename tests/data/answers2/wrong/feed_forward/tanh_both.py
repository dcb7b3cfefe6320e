# fault: tanh in the middle and relu at the end.
# ids: tanh-for-relu,activation-on-output
# kind: double
import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = [np.asarray(a, float) for a in (x, W1, b1, W2, b2)]
    return np.maximum(np.tanh(x @ W1 + b1) @ W2 + b2, 0)
