def attention_mask(ids, pad, causal):
    n = len(ids)
    mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        for j in range(n):
            mask[i, j] = ids[j] != pad and (not causal or j <= i)
    return mask
