import numpy as np

def compute_attention(Q, K, V):
    d = len(Q[0])
    weights = np.array([[sum(float(a) * float(b) for a, b in zip(q, k)) / d ** 0.5 for k in K] for q in Q])
    output = np.array([[sum(weights[i][j] * float(V[j][c]) for j in range(len(V))) for c in range(len(V[0]))] for i in range(len(Q))])
    return output, weights
