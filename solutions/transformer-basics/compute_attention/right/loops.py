import math


def compute_attention(Q, K, V):
    output, weights = [], []
    for q in Q:
        scores = [sum(a * b for a, b in zip(q, k)) / math.sqrt(len(q)) for k in K]
        top = max(scores)
        exps = [math.exp(s - top) for s in scores]
        total = math.fsum(exps)
        row = [e / total for e in exps]
        weights.append(row)
        output.append([sum(w * v[j] for w, v in zip(row, V)) for j in range(len(V[0]))])
    return np.array(output), np.array(weights)
