def multi_head_backward(dout, X, W_Q, W_K, W_V, W_O, n_heads, mask):
    dout, X = np.array(dout, float), np.array(X, float)
    weights = [np.array(W, float) for W in (W_Q, W_K, W_V, W_O)]
    grads = [np.zeros_like(W) for W in weights]
    dX = np.zeros_like(X)
    for own in np.split(np.arange(X.shape[1]), n_heads):
        q, k, v = (X @ W[:, own] for W in weights[:3])
        head, A = masked_attention(q, k, v, mask)
        grads[3][own] = head.T @ dout
        dhead = dout @ weights[3][own].T
        dS = np.zeros_like(A)
        for i, row in enumerate(A):
            dS[i] = (np.diag(row) - np.outer(row, row)) @ (v @ dhead[i]) / np.sqrt(len(own))
        for number, g in enumerate((dS @ k, dS.T @ q, A.T @ dhead)):
            grads[number][:, own] = X.T @ g
            dX += g @ weights[number][:, own].T
    return (dX, *grads)
