# fault: Shape (n, 1).
# ids: column-output
# kind: single
import numpy as np


def batch_predict(X, w, b):
    z = np.einsum("nd,d->n", np.asarray(X, float), np.asarray(w, float)) + b
    z = z.reshape(-1, 1)
    return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))
