def layer_norm_backward(dy, x, gamma, eps):
    dy, x = np.asarray(dy, dtype=np.float64), np.asarray(x, dtype=np.float64)
    d = x.shape[-1]
    mu = x.mean(-1, keepdims=True)
    c = x - mu
    var = (c * c).mean(-1, keepdims=True)
    inv = (var + eps) ** -0.5
    dhat = dy * gamma
    dvar = (dhat * c).sum(-1, keepdims=True) * -0.5 * inv**3
    dc = dhat * inv + dvar * 2 * c / d
    dx = dc - dc.mean(-1, keepdims=True)
    return dx, np.einsum("nd,nd->d", dy, c * inv), np.einsum("nd->d", dy)
