import numpy as np
def compute_attention(Q, K, V):
    Q, K, V = (np.asarray(a, float) for a in (Q, K, V))
    s = Q @ K.T / np.sqrt(K.shape[1]); e = np.exp(s - s.max(1, keepdims=True))
    w = e / (e.sum(1, keepdims=True) + 1e-5)
    return w @ V, w
