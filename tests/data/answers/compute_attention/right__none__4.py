import numpy as np

def compute_attention(Q, K, V):
    Q = np.asarray(Q, float); K = np.asarray(K, float); V = np.asarray(V, float)
    s = np.dot(Q, np.transpose(K)) / np.sqrt(K.shape[1])
    log_w = s - np.logaddexp.reduce(s, axis=1, keepdims=True)
    w = np.exp(log_w)
    return np.dot(w, V), w
