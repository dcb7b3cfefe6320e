import numpy as np


def masked_attention(Q, K, V, mask):
    q, k, v = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    s = np.ma.array(q.dot(k.T) / np.sqrt(q.shape[1]), mask=~np.asarray(mask, bool))
    s = s - s.max(axis=1).data[:, None]
    e = np.exp(s.filled(-np.inf))
    w = e / e.sum(axis=1)[:, None]
    return w.dot(v), w
