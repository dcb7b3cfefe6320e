import numpy as np


@np.vectorize
def _s(z):
    return 1 / (1 + np.exp(-z)) if z > 0 else np.exp(max(z, -745.0)) / (1 + np.exp(max(z, -745.0)))


def batch_predict(X, w, b):
    X = np.asarray(X, np.float64)
    return _s(np.sum([X[:, j] * float(w[j]) for j in range(X.shape[1])], axis=0) + b)
