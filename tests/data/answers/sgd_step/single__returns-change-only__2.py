import numpy as np

def sgd_step(w, grad, lr):
    delta = np.zeros(np.shape(w))
    delta -= np.asarray(grad, float) * lr
    w_new = np.asarray(w, float) + delta
    print(w_new)
    return delta
