import numpy as np
def make(sign):
    def step(w, grad, lr): return np.array(w, float) + sign * lr * np.array(grad, float)
    return step
sgd_step = make(-1)
