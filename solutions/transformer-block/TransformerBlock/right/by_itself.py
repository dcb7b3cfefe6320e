class TransformerBlock:
    def __init__(self, params, n_heads):
        self.p = {name: np.array(value, dtype=float) for name, value in params.items()}
        self.heads = n_heads
        self.grads = {name: 0.0 * value for name, value in self.p.items()}

    def forward(self, x, mask):
        self.last = (np.array(x, dtype=float), np.array(mask, dtype=bool))
        return block_forward(self.last[0], self.p, self.heads, self.last[1])

    def backward(self, dy):
        x, mask = self.last
        dx, grads = block_backward(dy, x, self.p, self.heads, mask)
        for name in self.grads:
            self.grads[name] += grads[name]
        return dx

    def clear(self):
        for sums in self.grads.values():
            sums[...] = 0.0
