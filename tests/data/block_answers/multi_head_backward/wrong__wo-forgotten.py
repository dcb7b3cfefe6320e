# wrong: the gradient does not pass through W_O
import numpy as np


def multi_head_backward(dout, X, W_Q, W_K, W_V, W_O, n_heads, mask):
    dout, X, W_Q, W_K, W_V, W_O = (np.asarray(a, float) for a in (dout, X, W_Q, W_K, W_V, W_O))
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    d = X.shape[1] // n_heads
    heads = np.zeros_like(X)
    dheads = dout
    dQ, dK, dV = np.zeros_like(Q), np.zeros_like(K), np.zeros_like(V)
    for h in range(n_heads):
        c = slice(h * d, h * d + d)
        heads[:, c], A = masked_attention(Q[:, c], K[:, c], V[:, c], mask)
        dA = dheads[:, c] @ V[:, c].T
        dS = A * (dA - (dA * A).sum(axis=1, keepdims=True)) / np.sqrt(d)
        dV[:, c] = A.T @ dheads[:, c]
        dQ[:, c] = dS @ K[:, c]
        dK[:, c] = dS.T @ Q[:, c]
    dX = dQ @ W_Q.T + dK @ W_K.T + dV @ W_V.T
    return dX, X.T @ dQ, X.T @ dK, X.T @ dV, heads.T @ dout
