# fault: Adds the bare gradient.
# ids: gradient-ascent,ignores-learning-rate
# kind: double
import numpy as np


def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) + np.asarray(grad, dtype=float)
