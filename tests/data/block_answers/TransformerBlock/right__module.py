import numpy as np


class Module:
    def __init__(self, **parameters):
        self.parameters = {k: np.array(v, dtype=np.float64) for k, v in parameters.items()}
        self.clear()

    def clear(self):
        self.grads = {k: np.zeros(v.shape) for k, v in self.parameters.items()}


class TransformerBlock(Module):
    def __init__(self, params, n_heads):
        super().__init__(**params)
        self.n_heads = n_heads
        self.inputs = None

    def forward(self, x, mask):
        self.inputs = np.array(x, dtype=np.float64), np.array(mask)
        return block_forward(self.inputs[0], self.parameters, self.n_heads, self.inputs[1])

    def backward(self, dy):
        x, mask = self.inputs
        dx, new = block_backward(dy, x, self.parameters, self.n_heads, mask)
        for name, value in new.items():
            self.grads[name] += value
        return dx
