import math

import numpy as np


def masked_attention(Q, K, V, mask):
    Q = np.array(Q, float)
    K = np.array(K, float)
    V = np.array(V, float)
    mask = np.array(mask, bool)
    weights = np.zeros((len(Q), len(K)))
    for i, q in enumerate(Q):
        seen = np.where(mask[i])[0]
        score = K[seen] @ q / math.sqrt(len(q))
        e = np.exp(score - score.max())
        weights[i, seen] = e / e.sum()
    return weights @ V, weights
