import numpy as np


def masked_attention(Q, K, V, mask):
    Q, K, V = np.asarray(Q, float), np.asarray(K, float), np.asarray(V, float)
    logits = np.where(mask, np.inner(Q, K) / np.sqrt(Q.shape[1]), -np.inf)
    weights = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    return np.matmul(weights, V), weights
