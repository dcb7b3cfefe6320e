from functools import reduce
import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    layers = [
        lambda h: np.matmul(h, np.asarray(W1, dtype=float)),
        lambda h: np.add(h, b1),
        lambda h: np.clip(h, 0, None),
        lambda h: np.matmul(h, np.asarray(W2, dtype=float)),
        lambda h: np.add(h, b2),
    ]
    return reduce(lambda h, f: f(h), layers, np.asarray(x, dtype=float))
