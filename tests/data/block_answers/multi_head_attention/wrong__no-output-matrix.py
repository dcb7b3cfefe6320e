# wrong: forgets W_O
import numpy as np


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask):
    X = np.asarray(X, float)
    Q, K, V = X @ np.asarray(W_Q, float), X @ np.asarray(W_K, float), X @ np.asarray(W_V, float)
    d = X.shape[1] // n_heads
    outs, maps = [], []
    for h in range(n_heads):
        part = slice(h * d, (h + 1) * d)
        o, a = masked_attention(Q[:, part], K[:, part], V[:, part], mask)
        outs.append(o)
        maps.append(a)
    return np.concatenate(outs, axis=1), np.stack(maps)
