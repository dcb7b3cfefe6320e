import numpy as np

def compute_attention(Q, K, V):
    Q = np.asarray(Q, dtype=float); K = np.asarray(K, dtype=float); V = np.asarray(V, dtype=float)
    scores = Q.dot(K.T) / np.sqrt(K.shape[1])
    weights = np.empty_like(scores)
    for col in range(scores.shape[1]):
        c = np.exp(scores[:, col] - np.max(scores[:, col]))
        weights[:, col] = c / np.sum(c)
    return weights.dot(V), weights
