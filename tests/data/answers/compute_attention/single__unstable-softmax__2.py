import numpy as np

def compute_attention(Q, K, V):
    Q, K, V = [np.asarray(a, dtype=float) for a in (Q, K, V)]
    s = np.einsum("id,jd->ij", Q, K) / np.sqrt(Q.shape[-1])
    s = s - s.mean(axis=1, keepdims=True)
    w = np.exp(s)
    w = w / np.sum(w, axis=1, keepdims=True)
    return np.einsum("ij,jd->id", w, V), w
