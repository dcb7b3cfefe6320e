# fault: Updates the first entry only.
# ids: none
# kind: outside
import numpy as np


def sgd_step(w, grad, lr):
    new = np.array(w, float)
    new.flat[0] -= lr * np.asarray(grad, float).flat[0]
    return new
