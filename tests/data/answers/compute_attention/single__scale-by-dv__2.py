import math
import numpy as np

def compute_attention(Q, K, V):
    n_out = len(V[0])
    weights = np.zeros((len(Q), len(K)))
    output = np.zeros((len(Q), n_out))
    for i, q in enumerate(Q):
        for j, k in enumerate(K):
            weights[i, j] = np.dot(np.asarray(q, float), np.asarray(k, float)) / math.sqrt(n_out)
        weights[i] -= weights[i].max()
        weights[i] = np.exp(weights[i])
        weights[i] /= weights[i].sum()
        for j, v in enumerate(V):
            output[i] += weights[i, j] * np.asarray(v, float)
    return output, weights
