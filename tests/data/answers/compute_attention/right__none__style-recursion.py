import numpy as np
def _stack(q, k, i=0):
    if i == len(q): return np.empty((0, len(k)))
    s = k @ q[i] / k.shape[1] ** .5
    e = np.exp(s - s.max())
    return np.vstack([e[None] / e.sum(), _stack(q, k, i + 1)])
def compute_attention(Q, K, V):
    q, k, v = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    return (w := _stack(q, k)) @ v, w
