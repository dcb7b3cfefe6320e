import numpy as np
def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    p = 0.5 + 0.5 * np.tanh(z / 2)
    return np.where(z > 8, 1.0, np.where(z < -8, 0.0, p))
