import numpy as np


class SGD:
    def __init__(self, lr: float) -> None:
        self.lr = lr

    def step(self, w, grad):
        return w + (-self.lr) * grad


def sgd_step(w, grad, lr):
    return SGD(lr).step(np.asarray(w) * 1.0, np.asarray(grad) * 1.0)
