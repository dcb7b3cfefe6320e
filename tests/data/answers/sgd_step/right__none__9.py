import numpy as np

def sgd_step(w, grad, lr, momentum=0.0, velocity=None):
    w = np.asarray(w, dtype=float)
    grad = np.asarray(grad, dtype=float)
    v = np.zeros(w.shape) if velocity is None else velocity
    v = momentum * v - lr * grad
    print("step:", v)
    return w + v
