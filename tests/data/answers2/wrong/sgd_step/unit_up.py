# fault: Adds lr times the sign.
# ids: gradient-ascent,sign-of-gradient
# kind: double
import numpy as np


def sgd_step(w, grad, lr):
    return np.asarray(w, float) + lr * np.sign(np.asarray(grad, float))
