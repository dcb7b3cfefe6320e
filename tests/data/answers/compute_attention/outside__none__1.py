import numpy as np

def compute_attention(Q, K, V):
    Q, K, V = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    s = Q @ K.T / np.sqrt(Q.shape[1])
    mask = np.tril(np.ones_like(s))
    s = np.where(mask == 1, s, -1e9)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    w = e / e.sum(axis=1, keepdims=True)
    return w @ V, w
