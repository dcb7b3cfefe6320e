import numpy as np
def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    return np.clip(0.5 + 0.5 * np.tanh(z / 2), 1e-7, 1 - 1e-7)
