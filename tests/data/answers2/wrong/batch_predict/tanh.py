# fault: tanh.
# ids: tanh-for-sigmoid
# kind: single
import numpy as np


def batch_predict(X, w, b):
    z = np.dot(np.asarray(X, float), np.asarray(w, float)) + b
    return np.tanh(z)
