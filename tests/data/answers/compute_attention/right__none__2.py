import math
import numpy as np

def compute_attention(Q, K, V):
    d_k = len(Q[0])
    weights = []
    output = []
    for q in Q:
        row = []
        for k in K:
            s = 0.0
            for i in range(d_k):
                s += float(q[i]) * float(k[i])
            row.append(s / math.sqrt(d_k))
        m = max(row)
        row = [math.exp(s - m) for s in row]
        total = sum(row)
        row = [r / total for r in row]
        weights.append(row)
        out = [0.0] * len(V[0])
        for r, v in zip(row, V):
            for j in range(len(out)):
                out[j] += r * float(v[j])
        output.append(out)
    return np.array(output), np.array(weights)
