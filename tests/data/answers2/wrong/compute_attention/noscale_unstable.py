# fault: No scale and no shift by the maximum.
# ids: missing-scale,unstable-softmax
# kind: double
import numpy as np


def compute_attention(q_matrix, k_matrix, v_matrix, eps=0.0):
    q = np.asarray(q_matrix).astype(np.float64)
    k = np.asarray(k_matrix).astype(np.float64)
    v = np.asarray(v_matrix).astype(np.float64)
    s = (k @ q.T).T

    def _soft(row):
        e = np.exp(row)
        return e / (np.sum(e) + eps)

    a = np.apply_along_axis(_soft, 1, s)
    return (v.T @ a.T).T, a
