# fault: Scores are divided by their row sum, without exp.
# ids: normalise-without-exp
# kind: single
import numpy as np


def compute_attention(Q, K, V):
    Q, K, V = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    s = Q.dot(K.T) / K.shape[1] ** 0.5
    with np.errstate(all="ignore"):
        a = s / s.sum(axis=1)[:, None]
    return a.dot(V), a
