import math
import numpy as np

def batch_predict(X, w, b):
    act = math.tanh
    return np.array([act(float(b) + math.fsum(float(p) * float(q) for p, q in zip(r, w))) for r in X])
