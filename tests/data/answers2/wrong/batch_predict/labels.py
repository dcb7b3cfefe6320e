# fault: 0 or 1.
# ids: thresholds-output
# kind: single
import numpy as np


def batch_predict(X, w, b):
    return (np.asarray(X, float) @ np.asarray(w, float) + b >= 0).astype(float)
