import math
import numpy as np

def compute_attention(Q, K, V):
    all_w, all_o = [], []
    for q in Q:
        s = [sum(float(x) * float(y) for x, y in zip(q, k)) / math.sqrt(len(q)) for k in K]
        m = max(s)
        e = [math.exp(x - m) for x in s]
        t = sum(e)
        w = [x / t for x in e]
        all_w.append(w)
        all_o.append([sum(wi * float(v[c]) for wi, v in zip(w, V)) for c in range(len(V[0]))])
    return np.array(all_w), np.array(all_o)
