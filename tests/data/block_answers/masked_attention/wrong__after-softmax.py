# wrong: masks after the softmax and does not normalise again
import numpy as np


def masked_attention(Q, K, V, mask):
    Q, K, V = (np.asarray(a, dtype=float) for a in (Q, K, V))
    s = Q @ K.T / np.sqrt(K.shape[-1])
    s = s - s.max(axis=-1, keepdims=True)
    p = np.exp(s)
    p = p / p.sum(axis=-1, keepdims=True) * np.asarray(mask)
    return p @ V, p
