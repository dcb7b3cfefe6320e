# fault: tanh without bias.
# ids: tanh-for-sigmoid,missing-bias
# kind: double
import numpy as np


def batch_predict(X, w, b):
    z = np.dot(np.asarray(X, float), np.asarray(w, float))
    return np.tanh(z)
