import math

import numpy as np


def masked_attention(Q, K, V, mask):
    d = len(Q[0])
    rows, outs = [], []
    for q, allowed in zip(Q, mask):
        s = [sum(float(a) * float(b) for a, b in zip(q, k)) / math.sqrt(d) for k in K]
        top = max(x for x, ok in zip(s, allowed) if ok)
        e = [math.exp(x - top) if ok else 0.0 for x, ok in zip(s, allowed)]
        total = math.fsum(e)
        w = [x / total for x in e]
        rows.append(w)
        outs.append([math.fsum(wi * float(v[c]) for wi, v in zip(w, V)) for c in range(len(V[0]))])
    return np.array(outs), np.array(rows)
