# fault: Returns lr * grad.
# ids: returns-change-only,gradient-ascent
# kind: double
import numpy as np


def sgd_step(w, grad, lr):
    return np.multiply(np.asarray(grad, float), lr)
