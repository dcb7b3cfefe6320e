# fault: Clips z to 5.
# ids: none
# kind: outside
import numpy as np


def batch_predict(X, w, b):
    z = np.einsum("nd,d->n", np.asarray(X, float), np.asarray(w, float)) + b
    return 1.0 / (1.0 + np.exp(-np.clip(z, -5, 5)))
