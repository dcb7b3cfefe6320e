import math
import numpy as np

def batch_predict(X, w, b):
    ps = []
    for row in np.asarray(X, dtype=float):
        dot = float(row @ np.asarray(w, dtype=float))
        ps.append(0.5 + 0.5 * math.tanh(0.5 * dot) + float(b))
    return np.array(ps)
