# fault: Returns a list.
# ids: none
# kind: form
import numpy as np


def sgd_step(w, grad, lr):
    w = np.asarray(w, float)
    g = np.asarray(grad, float)
    return (w - lr * g).tolist() if w.ndim else [float(w - lr * g)]
