import numpy as np

def compute_attention(Q, K, V):
    Q, K, V = map(lambda t: np.asarray(t).astype(np.float64), (Q, K, V))
    s = np.inner(Q, K) / np.sqrt(Q.shape[1])
    diff = s[:, None, :] - s[:, :, None]          # s_k - s_j
    w = 1.0 / np.exp(np.clip(diff, -745.0, 700.0)).sum(axis=2)
    return np.inner(w, V.T), w
