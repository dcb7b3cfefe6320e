import math
import numpy as np
def _dot(a, b):
    return sum(float(x) * float(y) for x, y in zip(a, b))
def _softmax(row):
    top = max(row)
    e = [math.exp(r - top) for r in row]
    z = math.fsum(e)
    return [x / z for x in e]
def compute_attention(Q, K, V):
    scale = math.sqrt(len(K[0]))
    w = [_softmax([_dot(q, k) / scale for k in K]) for q in Q]
    out = [[_dot(row, col) for col in zip(*V)] for row in w]
    return np.array(out, dtype=float), np.array(w, dtype=float)
