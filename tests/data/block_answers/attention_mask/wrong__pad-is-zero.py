# wrong: takes 0 for padding whatever pad is
import numpy as np


def attention_mask(ids, pad, causal):
    n = len(ids)
    mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        for j in range(n):
            if ids[j] == 0:
                continue
            if causal and j > i:
                continue
            mask[i, j] = True
    return mask
