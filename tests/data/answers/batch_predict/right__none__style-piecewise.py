import numpy as np
def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    e = np.exp(z[~pos]); out[~pos] = e / (1 + e)
    return out
