# fault: Adds w to the gradient.
# ids: weight-decay-added
# kind: single
from functools import partial

import numpy as np


def _update(w, grad, lr, momentum=0.0, decay=1.0):
    w = np.asarray(w, float)
    return w - lr * (np.asarray(grad, float) + decay * w) + momentum * 0.0


def sgd_step(w, grad, lr):
    return partial(_update, lr=lr)(w, grad)
