import numpy as np


def block_backward(dy, x, params, n_heads, mask):
    P = {k: np.asarray(v, float) for k, v in params.items()}
    dy, x, mask = np.asarray(dy, float), np.asarray(x, float), np.asarray(mask, bool)
    n, d = x.shape
    e = d // n_heads
    grads = {}

    def norm(z):
        s = np.sqrt(z.var(1, keepdims=True) + 1e-5)
        return (z - z.mean(1, keepdims=True)) / s, s

    def norm_back(dout, hat, s, number):
        grads[f"gamma{number}"] = (dout * hat).sum(0)
        grads[f"beta{number}"] = dout.sum(0)
        g = dout * P[f"gamma{number}"]
        return (g - g.mean(1, keepdims=True) - hat * (g * hat).mean(1, keepdims=True)) / s

    hat1, s1 = norm(x)
    a = P["gamma1"] * hat1 + P["beta1"]
    q, k, v = ((a @ P[w]).reshape(n, n_heads, e) for w in ("W_Q", "W_K", "W_V"))
    s = np.einsum("ihe,jhe->hij", q, k) / e**0.5
    s[:, ~mask] = -np.inf
    A = np.exp(s - s.max(2, keepdims=True))
    A /= A.sum(2, keepdims=True)
    joined = np.einsum("hij,jhe->ihe", A, v).reshape(n, d)
    mid = x + joined @ P["W_O"]
    hat2, s2 = norm(mid)
    f = P["gamma2"] * hat2 + P["beta2"]
    z = f @ P["W1"] + P["b1"]
    r = z * (z > 0)

    grads["b2"], grads["W2"] = dy.sum(0), r.T @ dy
    dz = (dy @ P["W2"].T) * (z > 0)
    grads["b1"], grads["W1"] = dz.sum(0), f.T @ dz
    dmid = dy + norm_back(dz @ P["W1"].T, hat2, s2, 2)
    grads["W_O"] = joined.T @ dmid
    do = (dmid @ P["W_O"].T).reshape(n, n_heads, e)
    dA = np.einsum("ihe,jhe->hij", do, v)
    dS = A * (dA - (A * dA).sum(2, keepdims=True)) / e**0.5
    dq = np.einsum("hij,jhe->ihe", dS, k).reshape(n, d)
    dk = np.einsum("hij,ihe->jhe", dS, q).reshape(n, d)
    dv = np.einsum("hij,ihe->jhe", A, do).reshape(n, d)
    da = np.zeros_like(a)
    for name, part in (("W_Q", dq), ("W_K", dk), ("W_V", dv)):
        grads[name] = a.T @ part
        da += part @ P[name].T
    return dmid + norm_back(da, hat1, s1, 1), grads
