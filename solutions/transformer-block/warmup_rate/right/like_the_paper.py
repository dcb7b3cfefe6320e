def warmup_rate(t, lr, warmup):
    return lr * warmup**0.5 * np.minimum(float(t) ** -0.5, t * float(warmup) ** -1.5)
