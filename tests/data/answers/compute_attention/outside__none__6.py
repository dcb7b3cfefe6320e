import numpy as np

def compute_attention(Q, K, V):
    Q, K, V = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    nq = np.maximum(np.linalg.norm(Q, axis=1, keepdims=True), 1e-12)
    nk = np.maximum(np.linalg.norm(K, axis=1, keepdims=True), 1e-12)
    s = (Q / nq) @ (K / nk).T / np.sqrt(Q.shape[1])
    e = np.exp(s - s.max(axis=1, keepdims=True))
    w = e / e.sum(axis=1, keepdims=True)
    return w @ V, w
