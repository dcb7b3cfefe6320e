import numpy as np


def batch_predict(X, w, b):
    z = np.asarray(X, float).dot(np.asarray(w, float)) + b
    out = np.empty(z.shape)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1 + ez)
    return out
