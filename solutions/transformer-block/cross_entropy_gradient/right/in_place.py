def cross_entropy_gradient(logits, targets, pad):
    z = np.array(logits, dtype=float)
    z -= z.max(axis=1)[:, None]
    p = np.exp(z)
    p /= p.sum(axis=1)[:, None]
    targets = np.array(targets)
    p[np.arange(len(p)), targets] -= 1
    p[targets == pad] = 0
    return p / np.count_nonzero(targets != pad)
