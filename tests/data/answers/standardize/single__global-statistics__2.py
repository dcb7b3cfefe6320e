import math
import numpy as np

def standardize(X_train, X_new):
    flat = [float(v) for r in X_train for v in r]
    m = sum(flat) / len(flat)
    s = math.sqrt(sum((v - m) ** 2 for v in flat) / len(flat)) or 1.0
    g = lambda M: np.array([[(float(v) - m) / s for v in r] for r in M])
    return g(X_train), g(X_new)
