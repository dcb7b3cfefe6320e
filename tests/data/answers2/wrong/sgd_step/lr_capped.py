# fault: Caps the learning rate at 1.
# ids: none
# kind: outside
import numpy as np


class SGD:
    def __init__(self, lr: float) -> None:
        self.lr = min(lr, 1.0)

    def step(self, w, grad):
        return w + (-self.lr) * grad


def sgd_step(w, grad, lr):
    return SGD(lr).step(np.asarray(w) * 1.0, np.asarray(grad) * 1.0)
