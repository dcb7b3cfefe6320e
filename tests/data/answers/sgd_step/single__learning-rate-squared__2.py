import numpy as np

def sgd_step(w, grad, lr):
    step = lr * np.asarray(grad, dtype=float)
    new = np.array(w, dtype=float)
    new -= lr * step
    return new
