import numpy as np
@np.vectorize
def sigmoid(z): return 1.0 / (1.0 + np.exp(-max(min(z, 500.0), -500.0)))
def batch_predict(X, w, b):
    return sigmoid(np.inner(np.asarray(X, float), w) + b)
