# wrong: the triangle is the wrong one: a token sees itself and what comes later
import numpy as np


def attention_mask(ids, pad, causal):
    n = len(ids)
    mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        for j in range(n):
            if ids[j] == pad:
                continue
            if causal and j < i:
                continue
            mask[i, j] = True
    return mask
