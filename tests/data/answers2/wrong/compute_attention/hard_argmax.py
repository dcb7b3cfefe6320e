# fault: Puts the whole weight on the best key.
# ids: none
# kind: outside
import numpy as np


def compute_attention(Q, K, V):
    Q, K, V = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    w = np.eye(len(K))[(Q @ K.T).argmax(axis=1)]
    return w @ V, w
