import numpy as np

def sgd_step(w, grad, lr):
    total = 0.0
    count = 0
    for g in np.ravel(grad):
        total += float(g)
        count += 1
    step = lr * total / count
    return np.array([float(v) - step for v in np.ravel(w)]).reshape(np.shape(w))
