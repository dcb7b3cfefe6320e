def warmup_rate(t, lr, warmup):
    if t <= warmup:
        return lr * t / warmup
    return lr * (warmup / t) ** 0.5
