import numpy as np


class TransformerBlock:
    def __init__(self, params, n_heads):
        self.grads = {}
        self.make = lambda: {name: np.asarray(value) * 0.0 for name, value in params.items()}
        self.run = lambda x, mask: block_forward(x, params, n_heads, mask)
        self.back = lambda x, mask: lambda dy: block_backward(dy, x, params, n_heads, mask)
        self.clear()

    def forward(self, x, mask):
        self.pull = self.back(x, mask)
        return self.run(x, mask)

    def backward(self, dy):
        dx, gradients = self.pull(dy)
        for name in gradients:
            self.grads[name] = np.add(self.grads[name], gradients[name])
        return dx

    def clear(self):
        self.grads.update(self.make())
