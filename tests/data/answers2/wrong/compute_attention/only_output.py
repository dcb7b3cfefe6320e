# fault: Gives back the output and forgets the weights.
# ids: returns-output-only
# kind: single
import numpy as np


def softmax(v):
    v = v - v.max()
    return np.exp(v) / np.exp(v).sum()


def compute_attention(Q, K, V):
    K = np.asarray(K, float); V = np.asarray(V, float)
    Q = np.asarray(Q, float) / np.sqrt(K.shape[1])
    weights = np.stack([softmax(K @ q) for q in Q])
    return np.vstack([w @ V for w in weights])
