import math

import numpy as np


def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    new_w, new_m, new_v = np.array(w, float), np.array(m, float), np.array(v, float)
    grad = np.asarray(grad, float)
    for place in np.ndindex(new_w.shape):
        g = float(grad[place])
        new_m[place] = beta1 * new_m[place] + (1 - beta1) * g
        new_v[place] = beta2 * new_v[place] + (1 - beta2) * g * g
        first = new_m[place] / (1 - beta1**t)
        second = new_v[place] / (1 - beta2**t)
        new_w[place] -= lr * first / (math.sqrt(second) + eps)
    return new_w, new_m, new_v
