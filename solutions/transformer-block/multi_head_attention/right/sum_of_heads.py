def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask):
    X, W_O = np.asarray(X, float), np.asarray(W_O, float)
    columns = np.split(np.arange(X.shape[1]), n_heads)
    output, weights = 0.0, []
    for own in columns:
        q, k, v = (X @ np.asarray(W, float)[:, own] for W in (W_Q, W_K, W_V))
        head, weight = masked_attention(q, k, v, mask)
        output = output + head @ W_O[own]
        weights.append(weight)
    return output, np.stack(weights)
