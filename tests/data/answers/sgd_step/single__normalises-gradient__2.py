import math
import numpy as np

def sgd_step(w, grad, lr):
    flat_g = [float(v) for v in np.ravel(grad)]
    length = math.sqrt(sum(v * v for v in flat_g)) or 1.0
    flat = [float(a) - lr * v / length for a, v in zip(np.ravel(w), flat_g)]
    return np.array(flat).reshape(np.shape(w))
