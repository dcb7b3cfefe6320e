class Block:
    def __init__(self, params, n_heads):
        self.__dict__.update(params)
        self.n_heads = n_heads

    def norm(self, z, gamma, beta):
        z = z - z.mean(-1, keepdims=True)
        return gamma * z / np.sqrt((z**2).mean(-1, keepdims=True) + 1e-5) + beta

    def __call__(self, x, mask):
        z = self.norm(x, self.gamma1, self.beta1)
        out, _ = multi_head_attention(z, self.W_Q, self.W_K, self.W_V, self.W_O, self.n_heads, mask)
        x = x + out
        z = self.norm(x, self.gamma2, self.beta2)
        return x + np.clip(z @ self.W1 + self.b1, 0, None) @ self.W2 + self.b2


def block_forward(x, params, n_heads, mask):
    return Block(params, n_heads)(np.array(x, dtype=float), mask)
