import numpy as np

sigmoid = lambda t: 1 / (1 + np.exp(-t))

def batch_predict(X, w, b):
    return sigmoid(np.asarray(X, float).dot(np.asarray(w, float))) + b
