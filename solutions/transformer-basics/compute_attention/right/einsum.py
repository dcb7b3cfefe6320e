def compute_attention(Q, K, V, mask=None):
    Q = np.array(Q, dtype=np.float64)
    K = np.array(K, dtype=np.float64)
    V = np.array(V, dtype=np.float64)
    S = np.einsum("qd,kd->qk", Q, K) * Q.shape[1] ** -0.5
    if mask is not None:
        S = np.where(mask, S, -np.inf)
    S -= np.max(S, axis=1)[:, None]
    np.exp(S, out=S)
    S /= np.einsum("qk->q", S)[:, np.newaxis]
    return np.einsum("qk,kd->qd", S, V), S
