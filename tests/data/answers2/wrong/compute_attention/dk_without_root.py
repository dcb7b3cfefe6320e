# fault: Divides by d_k, not by its root.
# ids: scale-by-dk
# kind: single
import math

import numpy as np


def compute_attention(Q, K, V):
    Q, K, V = np.asarray(Q, float).tolist(), np.asarray(K, float).tolist(), np.asarray(V, float).tolist()
    output, weights = [], []
    for q in Q:
        row = []
        for k in K:
            total = 0.0
            for i in range(len(q)):
                total += q[i] * k[i]
            row.append(total / len(q))
        top = max(row)
        ex = [math.exp(r - top) for r in row]
        z = sum(ex)
        row = [v / z for v in ex]
        weights.append(row)
        output.append([sum(row[j] * V[j][c] for j in range(len(V))) for c in range(len(V[0]))])
    return np.array(output), np.array(weights)
