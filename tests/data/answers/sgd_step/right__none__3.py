import numpy as np

def _walk(w, g, lr):
    if np.ndim(w) == 0:
        return float(w) - float(lr) * float(g)
    return [_walk(a, b, lr) for a, b in zip(w, g)]

def sgd_step(w, grad, lr):
    return np.array(_walk(w, grad, lr), dtype=float)
