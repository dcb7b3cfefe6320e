# fault: float32 at the end.
# ids: none
# kind: form
import numpy as np


def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e)).astype("float32")
