# wrong: falls as 1/t
def warmup_rate(t, lr, warmup):
    if t <= warmup:
        return lr * t / warmup
    return lr * (warmup / t) ** 1.0
