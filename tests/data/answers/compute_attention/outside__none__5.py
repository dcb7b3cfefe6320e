import numpy as np

def compute_attention(Q, K, V):
    Q, K, V = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    s = Q @ K.T / np.sqrt(Q.shape[1])
    w = np.zeros_like(s)
    w[np.arange(len(s)), s.argmax(axis=1)] = 1.0
    return w @ V, w
