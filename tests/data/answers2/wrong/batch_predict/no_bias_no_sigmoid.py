# fault: Just X w.
# ids: missing-bias,missing-sigmoid
# kind: double
import numpy as np


def batch_predict(X, w, b):
    return np.dot(np.asarray(X, float), np.asarray(w, float))
