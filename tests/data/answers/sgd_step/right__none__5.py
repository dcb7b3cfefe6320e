import numpy as np

def sgd_step(weights, gradient, learning_rate):
    step = np.empty(np.shape(weights))
    np.multiply(np.asarray(gradient, float), learning_rate, out=step)
    np.subtract(weights, step, out=step)
    return step
