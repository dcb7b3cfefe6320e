import math
import numpy as np

def compute_attention(Q, K, V):
    d_k = len(K[0])
    W = []
    for q in Q:
        s = [sum(float(a) * float(b) for a, b in zip(q, k)) for k in K]
        top = max(s)
        e = [math.exp(v - top) for v in s]
        W.append([v / sum(e) for v in e])
    W = np.array(W)
    return W @ np.array(V, dtype=float), W
