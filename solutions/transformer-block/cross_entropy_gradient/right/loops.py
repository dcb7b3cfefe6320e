def cross_entropy_gradient(logits, targets, pad):
    out = np.zeros(np.shape(logits))
    m = sum(1 for t in targets if t != pad)
    for i, (row, t) in enumerate(zip(logits, targets)):
        if t != pad:
            log_sum = np.logaddexp.reduce(np.array(row, float))
            for j, z in enumerate(row):
                out[i, j] = (np.exp(z - log_sum) - (j == t)) / m
    return out
