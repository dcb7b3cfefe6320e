import math
import numpy as np

def compute_attention(Q, K, V):
    out = []
    for q in Q:
        s = [math.fsum(float(a) * float(b) for a, b in zip(q, k)) for k in K]
        e = [math.exp(v - max(s)) for v in s]
        out.append([sum(ei * float(v[c]) for ei, v in zip(e, V)) / sum(e) for c in range(len(V[0]))])
    return np.array(out)
