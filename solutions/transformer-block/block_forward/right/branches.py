def block_forward(x, params, n_heads, mask):
    def attention(z):
        names = ("W_Q", "W_K", "W_V", "W_O")
        return multi_head_attention(z, *(params[name] for name in names), n_heads, mask)[0]

    def ffn(z):
        z = z @ params["W1"] + params["b1"]
        return (z * (z > 0)) @ params["W2"] + params["b2"]

    x = np.array(x, dtype=float)
    for stage, branch in (("1", attention), ("2", ffn)):
        x = x + branch(layer_norm(x, params["gamma" + stage], params["beta" + stage], 1e-5))
    return x
