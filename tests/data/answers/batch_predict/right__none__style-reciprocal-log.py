import numpy as np
def batch_predict(X, w, b):
    z = np.asarray(X, dtype=float).dot(w) + b
    return np.exp(-np.logaddexp(0, -z))
