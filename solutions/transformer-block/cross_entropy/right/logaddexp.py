def cross_entropy(logits, targets, pad):
    z, t = np.array(logits, float), np.array(targets)
    z, t = z[t != pad], t[t != pad]
    picked = np.take_along_axis(z, t[:, None], axis=1)[:, 0]
    return np.average(np.logaddexp.reduce(z, axis=1) - picked)
