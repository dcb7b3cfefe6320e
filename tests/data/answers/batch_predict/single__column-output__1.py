import numpy as np

def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float).reshape(-1, 1) + b
    return 0.5 * (1 + np.tanh(z / 2))
