import numpy as np
def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    return np.squeeze(0.5 + 0.5 * np.tanh(z / 2))
