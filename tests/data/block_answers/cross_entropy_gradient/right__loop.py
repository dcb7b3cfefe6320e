import numpy as np


def cross_entropy_gradient(logits, targets, pad):
    logits = np.asarray(logits, float)
    n, v = logits.shape
    m = sum(1 for t in targets if t != pad)
    out = np.zeros((n, v))
    for i in range(n):
        if targets[i] == pad:
            continue
        e = np.exp(logits[i] - max(logits[i]))
        total = sum(e)
        for j in range(v):
            out[i, j] = (e[j] / total - (1.0 if j == targets[i] else 0.0)) / m
    return out
