# fault: b is not added.
# ids: missing-bias
# kind: single
import numpy as np


def batch_predict(X, w, b):
    z = np.dot(np.asarray(X, float), np.asarray(w, float))
    return 0.5 * (1 + np.tanh(z / 2))
