import numpy as np
def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float)
    z[0] += b
    return 0.5 + 0.5 * np.tanh(z / 2)
