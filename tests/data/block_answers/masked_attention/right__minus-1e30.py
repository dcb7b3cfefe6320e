import numpy as np


def masked_attention(Q, K, V, mask):
    Q, K, V = [np.asarray(a, dtype=float) for a in [Q, K, V]]
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    scores[~np.asarray(mask, dtype=bool)] = -1e30
    shifted = scores - np.amax(scores, axis=1)[:, None]
    weights = np.exp(shifted) / np.sum(np.exp(shifted), axis=1)[:, None]
    return weights @ V, weights
