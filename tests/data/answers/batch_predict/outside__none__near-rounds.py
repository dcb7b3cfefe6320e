import numpy as np
def batch_predict(X, w, b):
    return np.round(0.5 + 0.5 * np.tanh((np.asarray(X, float) @ np.asarray(w, float) + b) / 2), 5)
