import numpy as np

def compute_attention(Q, K, V):
    Q, K, V = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    scores = np.dot(Q, K.T) * np.sqrt(Q.shape[1])
    e = np.exp(scores - scores.max(1)[:, None])
    weights = e / e.sum(1)[:, None]
    return np.dot(weights, V), weights
