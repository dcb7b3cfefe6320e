import numpy as np
calls = 0
def sgd_step(w, grad, lr):
    global calls; calls += 1
    return np.asarray(w, float) - lr * 0.999 ** (calls - 1) * np.asarray(grad, float)
