def multi_head_backward(dout, X, W_Q, W_K, W_V, W_O, n_heads, mask):
    dout, X = np.array(dout, float), np.array(X, float)
    W_Q, W_K, W_V, W_O = (np.array(W, float) for W in (W_Q, W_K, W_V, W_O))
    n, d = X.shape
    scale = (d // n_heads) ** -0.5

    def heads(Y):
        return Y.reshape(n, n_heads, -1).swapaxes(0, 1)

    def flat(Y):
        return Y.swapaxes(0, 1).reshape(n, d)

    q, k, v = heads(X @ W_Q), heads(X @ W_K), heads(X @ W_V)
    s = np.where(mask, np.einsum("hqd,hkd->hqk", q, k) * scale, -np.inf)
    a = np.exp(s - s.max(-1, keepdims=True))
    a /= a.sum(-1, keepdims=True)
    g = heads(dout @ W_O.T)
    da = np.einsum("hqd,hkd->hqk", g, v)
    ds = a * (da - np.einsum("hqk,hqk->hq", da, a)[..., None]) * scale
    dq, dk = flat(np.einsum("hqk,hkd->hqd", ds, k)), flat(np.einsum("hqk,hqd->hkd", ds, q))
    dv = flat(np.einsum("hqk,hqd->hkd", a, g))
    dX = dq @ W_Q.T + dk @ W_K.T + dv @ W_V.T
    return dX, X.T @ dq, X.T @ dk, X.T @ dv, flat(a @ v).T @ dout
