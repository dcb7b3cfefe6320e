import numpy as np
def compute_attention(Q, K, V):
    Q, K, V = (np.asarray(a, float) for a in (Q, K, V))
    s = Q @ K.T / np.sqrt(V.shape[1]); s -= s.max(1, keepdims=True)
    w = np.exp(s); w /= w.sum(1, keepdims=True)
    return w @ V, w
