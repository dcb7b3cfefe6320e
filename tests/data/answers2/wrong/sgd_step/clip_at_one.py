# fault: Clips the gradient to [-1, 1].
# ids: clips-gradient
# kind: single
import numpy as np


def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.clip(np.asarray(grad, dtype=float), -1, 1)
