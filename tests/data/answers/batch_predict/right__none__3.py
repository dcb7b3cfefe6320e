import numpy as np

def batch_predict(X, w, b):
    X = np.array(X, dtype=float)
    w = np.array(w, dtype=float)
    return 0.5 * (1.0 + np.tanh(0.5 * (X.dot(w) + b)))
