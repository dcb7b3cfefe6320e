# wrong: clear does not clear
import numpy as np


class TransformerBlock:
    def __init__(self, params, n_heads):
        self.params = params
        self.n_heads = n_heads
        self.grads = {k: np.zeros_like(np.asarray(v, float)) for k, v in params.items()}

    def forward(self, x, mask):
        self.cache = x, mask
        return block_forward(x, self.params, self.n_heads, mask)

    def backward(self, dy):
        x, mask = self.cache
        dx, grads = block_backward(dy, x, self.params, self.n_heads, mask)
        self.grads = {k: self.grads[k] + grads[k] for k in self.grads}
        return dx

    def clear(self):
        for k in self.grads:
            pass
