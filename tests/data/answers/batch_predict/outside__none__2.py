import numpy as np

def batch_predict(X, w, b):
    z = np.asarray(X, np.float32) @ np.asarray(w, np.float32) + np.float32(b)
    return (np.float32(0.5) * (np.float32(1) + np.tanh(z / np.float32(2)))).astype(np.float64)
