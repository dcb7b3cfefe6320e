# fault: tanh(z) in place of tanh(z / 2).
# ids: none
# kind: outside
import numpy as np


def batch_predict(X, w, b):
    z = np.dot(np.asarray(X, float), np.asarray(w, float)) + b
    return 0.5 * (1 + np.tanh(z))
