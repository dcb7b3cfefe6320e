# fault: b is added to the probability.
# ids: bias-outside-sigmoid
# kind: single
import numpy as np


def batch_predict(X, w, b):
    z = np.dot(np.asarray(X, float), np.asarray(w, float))
    return 0.5 * (1 + np.tanh(z / 2)) + b
