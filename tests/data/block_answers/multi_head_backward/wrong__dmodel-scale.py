# wrong: the root of d_model in the backward pass alone
import numpy as np


def multi_head_backward(dout, X, W_Q, W_K, W_V, W_O, n_heads, mask):
    dout, X, W_Q, W_K, W_V, W_O = (np.asarray(a, np.float64) for a in (dout, X, W_Q, W_K, W_V, W_O))
    n, d = X.shape
    e = d // n_heads
    q, k, v = ((X @ W).reshape(n, n_heads, e) for W in (W_Q, W_K, W_V))
    s = np.einsum("ihe,jhe->hij", q, k) / np.sqrt(e)
    s = np.where(np.asarray(mask), s, -np.inf)
    a = np.exp(s - s.max(-1, keepdims=True))
    a /= a.sum(-1, keepdims=True)
    o = np.einsum("hij,jhe->ihe", a, v)
    do = (dout @ W_O.T).reshape(n, n_heads, e)
    da = np.einsum("ihe,jhe->hij", do, v)
    ds = a * (da - np.einsum("hij,hij->hi", a, da)[..., None]) / np.sqrt(d)
    dq = np.einsum("hij,jhe->ihe", ds, k).reshape(n, d)
    dk = np.einsum("hij,ihe->jhe", ds, q).reshape(n, d)
    dv = np.einsum("hij,ihe->jhe", a, do).reshape(n, d)
    return (
        dq @ W_Q.T + dk @ W_K.T + dv @ W_V.T,
        X.T @ dq,
        X.T @ dk,
        X.T @ dv,
        o.reshape(n, d).T @ dout,
    )
