# wrong: multiplies by the transposed weights, as torch's Linear does
import numpy as np


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask):
    X, W_Q, W_K, W_V, W_O = (np.asarray(a, float) for a in (X, W_Q, W_K, W_V, W_O))
    d = X.shape[1]
    split = lambda W: W.T.reshape(d, n_heads, d // n_heads)
    q = np.einsum("nd,dhe->hne", X, split(W_Q))
    k = np.einsum("nd,dhe->hne", X, split(W_K))
    v = np.einsum("nd,dhe->hne", X, split(W_V))
    s = np.einsum("hie,hje->hij", q, k) / np.sqrt(d / n_heads)
    s = s + np.where(mask, 0.0, -np.inf)
    a = np.exp(s - s.max(axis=2)[..., None])
    a = a / a.sum(axis=2)[..., None]
    return np.einsum("hij,hje,hed->id", a, v, W_O.reshape(n_heads, d // n_heads, d)), a
