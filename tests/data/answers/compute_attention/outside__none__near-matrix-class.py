import numpy as np
def compute_attention(Q, K, V):
    Q, K, V = (np.matrix(np.asarray(a, float)) for a in (Q, K, V))
    s = Q * K.T / np.sqrt(K.shape[1]); e = np.exp(s - s.max(1))
    w = e / e.sum(1)
    return w * V, w
