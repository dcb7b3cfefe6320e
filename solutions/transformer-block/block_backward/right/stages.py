def block_backward(dy, x, params, n_heads, mask):
    x, dy = np.array(x, float), np.array(dy, float)
    p, out = params, {}
    names = ("W_Q", "W_K", "W_V", "W_O")

    def norm(z, stage):
        return layer_norm(z, p["gamma" + stage], p["beta" + stage], 1e-5)

    def back_through_norm(dz, z, stage):
        dz, out["gamma" + stage], out["beta" + stage] = layer_norm_backward(
            dz, z, p["gamma" + stage], 1e-5
        )
        return dz

    a = norm(x, "1")
    m = x + multi_head_attention(a, *(p[k] for k in names), n_heads, mask)[0]
    b = norm(m, "2")
    h = np.maximum(b @ p["W1"] + p["b1"], 0)
    out["W2"], out["b2"] = np.einsum("nf,nd->fd", h, dy), np.einsum("nd->d", dy)
    dh = np.where(h > 0, dy @ p["W2"].T, 0.0)
    out["W1"], out["b1"] = np.einsum("nd,nf->df", b, dh), np.einsum("nf->f", dh)
    dm = dy + back_through_norm(dh @ p["W1"].T, m, "2")
    da, *dW = multi_head_backward(dm, a, *(p[k] for k in names), n_heads, mask)
    out.update(zip(names, dW))
    return dm + back_through_norm(da, x, "1"), out
