import numpy as np

def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))

def batch_predict(X, w, b):
    return sigmoid(np.matmul(np.asarray(X, dtype=np.float64), np.asarray(w, dtype=np.float64)) + b)
