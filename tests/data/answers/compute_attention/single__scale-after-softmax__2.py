import numpy as np
from functools import reduce

def compute_attention(Q, K, V):
    Q, K, V = (np.array(a, dtype=np.float64) for a in (Q, K, V))
    steps = [
        lambda a: a - a.max(axis=-1, keepdims=True),
        np.exp,
        lambda a: a / a.sum(axis=-1, keepdims=True),
        lambda a: a * (1 / np.sqrt(K.shape[-1])),
    ]
    w = reduce(lambda acc, f: f(acc), steps, Q.dot(K.T))
    return w.dot(V), w
