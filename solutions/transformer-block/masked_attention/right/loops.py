import math


def masked_attention(Q, K, V, mask):
    outputs, rows = [], []
    for q, allowed in zip(np.array(Q, dtype=float), mask):
        scores = [float(np.dot(q, k)) / math.sqrt(len(q)) for k in K]
        top = max(s for s, ok in zip(scores, allowed) if ok)
        e = [math.exp(s - top) if ok else 0.0 for s, ok in zip(scores, allowed)]
        row = [each / sum(e) for each in e]
        rows.append(row)
        outputs.append(sum(w * np.asarray(v, dtype=float) for w, v in zip(row, V)))
    return np.array(outputs), np.array(rows)
