def masked_attention(Q, K, V, mask):
    Q, K, V = np.array(Q, float), np.array(K, float), np.array(V, float)
    s = np.einsum("qd,kd->qk", Q, K) * Q.shape[1] ** -0.5
    s = s + np.where(mask, 0.0, -1e9)
    s -= s.max(1, keepdims=True)
    w = np.exp(s)
    w /= w.sum(1, keepdims=True)
    return np.einsum("qk,kv->qv", w, V), w
