# fault: relu after the second layer too.
# ids: activation-on-output
# kind: single
import numpy as np


def relu(z):
    return np.where(z > 0, z, 0.0)


def linear(x, W, b):
    return np.asarray(x, float) @ np.asarray(W, float) + np.asarray(b, float)


def feed_forward(x, W1, b1, W2, b2):
    return relu(linear(relu(linear(x, W1, b1)), W2, b2))
