from dataclasses import dataclass
import numpy as np
@dataclass
class SGD:
    lr: float
    def step(self, w, g): return np.add(w, np.multiply(-self.lr, g), dtype=float)
def sgd_step(w, grad, lr): return SGD(lr).step(w, grad)
