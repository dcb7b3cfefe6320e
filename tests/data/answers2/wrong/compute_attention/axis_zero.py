# fault: Softmax runs down the columns.
# ids: softmax-over-queries
# kind: single
import numpy as np


def compute_attention(Q, K, V):
    Q = np.asarray(Q, dtype=float)
    K = np.asarray(K, dtype=float)
    V = np.asarray(V, dtype=float)
    d_k = K.shape[-1]
    scores = np.matmul(Q, K.T) / np.sqrt(d_k)
    scores -= np.max(scores, axis=0, keepdims=True)
    weights = np.exp(scores)
    weights /= np.sum(weights, axis=0, keepdims=True)
    return np.matmul(weights, V), weights
