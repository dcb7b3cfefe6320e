import numpy as np
def batch_predict(X, w, b):
    z = (np.asarray(X, float) @ np.asarray(w, float) + b).astype(np.float32)
    return (0.5 + 0.5 * np.tanh(z / 2)).astype(float)
