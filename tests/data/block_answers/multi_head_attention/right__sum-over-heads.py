import numpy as np


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask):
    X, W_Q, W_K, W_V, W_O = [np.array(a, dtype=float) for a in (X, W_Q, W_K, W_V, W_O)]
    n, d = X.shape
    size = d // n_heads
    output, weights = np.zeros((n, d)), np.empty((n_heads, n, n))
    for h in range(n_heads):
        c = np.arange(d) // size == h
        head, weights[h] = masked_attention(X @ W_Q[:, c], X @ W_K[:, c], X @ W_V[:, c], mask)
        output += head @ W_O[c]
    return output, weights
