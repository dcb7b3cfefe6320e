import numpy as np

def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    return np.clip(0.2 * z + 0.5, 0.0, 1.0)
