import dataclasses

import numpy as np


@dataclasses.dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray
    activation: object = staticmethod(lambda z: z)

    def forward(self, x):
        return self.activation(x @ np.asarray(self.W, float) + np.asarray(self.b, float))


def feed_forward(x, W1, b1, W2, b2):
    net = [Layer(W1, b1, lambda z: z.clip(min=0)), Layer(W2, b2, lambda z: z)]
    out = np.asarray(x, float)
    for layer in net:
        out = layer.forward(out)
    return out
