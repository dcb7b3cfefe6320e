import numpy as np

def _softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)

def compute_attention(Q, K, V):
    Q = np.array(Q, dtype=float)
    d_k = Q.shape[-1]
    weights = _softmax(Q @ np.array(K, dtype=float).T / d_k)
    return weights @ np.array(V, dtype=float), weights
