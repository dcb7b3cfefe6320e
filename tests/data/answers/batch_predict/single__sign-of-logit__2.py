import numpy as np

def batch_predict(X, w, b):
    z = np.dot(np.asarray(X, float), np.asarray(w, float)) + b
    p1 = 0.5 * (1 + np.tanh(z / 2))
    return np.where(z < 0, 0.5 * (1 - np.tanh(z / 2)), 1 - p1)
