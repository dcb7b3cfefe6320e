import numpy as np

def sgd_step(w, grad, lr):
    pairs = np.broadcast(np.asarray(w, float), np.asarray(grad, float))
    return np.array([a - b * lr for a, b in pairs]).reshape(pairs.shape)
