import numpy as np


def bce_gradient(features, labels, probabilities):
    def as_float(a):
        return np.asarray(a, dtype=np.float64)
    residual = as_float(labels) - as_float(probabilities)
    return -np.dot(residual, as_float(features)) / residual.size, -residual.sum() / residual.size
