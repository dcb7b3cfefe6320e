import numpy as np

class FFN:
    def __init__(self, activation=None):
        self.activation = activation or (lambda t: np.fmax(t, 0.0))

    def forward(self, x, W1, b1, W2, b2):
        f8 = lambda t: np.asarray(t, dtype="f8")
        return self.activation(f8(x) @ f8(W1) + f8(b1)) @ f8(W2) + f8(b2)

feed_forward = FFN().forward
