# fault: Clips the gradient to [-100, 100].
# ids: none
# kind: outside
import numpy as np


def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.clip(np.asarray(grad, dtype=float), -100, 100)
