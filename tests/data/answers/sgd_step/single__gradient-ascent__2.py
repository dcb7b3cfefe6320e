import numpy as np

def sgd_step(w, grad, lr):
    new_w = np.array(w, dtype=float)
    direction = -np.array(grad, dtype=float)
    new_w -= lr * direction
    return new_w
