# fault: Softmax over the rows.
# ids: softmax-over-batch
# kind: single
import numpy as np


def batch_predict(X, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    return np.exp(z - z.max()) / np.exp(z - z.max()).sum()
