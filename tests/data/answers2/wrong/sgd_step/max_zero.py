# fault: Keeps weights from becoming negative.
# ids: none
# kind: outside
import numpy as np


def sgd_step(w, grad, lr):
    return np.maximum(np.asarray(w, dtype=float) - lr * np.asarray(grad, dtype=float), 0)
