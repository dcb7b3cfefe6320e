# fault: exp overflows.
# ids: overflowing-sigmoid
# kind: single
import numpy as np


def batch_predict(X, w, b):
    z = (np.asarray(X, float) * np.asarray(w, float)).sum(axis=1) + b
    return 1 / (1 + np.exp(-z))
