# wrong: each input goes back once only, so a second backward finds none
import numpy as np


class TransformerBlock:
    def __init__(self, params, n_heads):
        self.params, self.n_heads, self.inputs = params, n_heads, []
        self.clear()

    def forward(self, x, mask):
        self.inputs.append((x, mask))
        return block_forward(x, self.params, self.n_heads, mask)

    def backward(self, dy):
        x, mask = self.inputs.pop()
        dx, grads = block_backward(dy, x, self.params, self.n_heads, mask)
        for name in grads:
            self.grads[name] = self.grads[name] + grads[name]
        return dx

    def clear(self):
        self.grads = {name: np.zeros(np.shape(value)) for name, value in self.params.items()}
