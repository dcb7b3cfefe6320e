def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask):
    X = np.array(X, dtype=float)
    n, d = X.shape

    def split(W):
        return (X @ np.array(W, dtype=float)).reshape(n, n_heads, d // n_heads).transpose(1, 0, 2)

    q, k, v = split(W_Q), split(W_K), split(W_V)
    s = np.einsum("hqd,hkd->hqk", q, k) / (d // n_heads) ** 0.5
    s = np.where(np.array(mask)[None], s, -np.inf)
    w = np.exp(s - s.max(-1, keepdims=True))
    w = w / w.sum(-1, keepdims=True)
    out = np.einsum("hqk,hkd->qhd", w, v).reshape(n, d)
    return out @ np.array(W_O, dtype=float), w
