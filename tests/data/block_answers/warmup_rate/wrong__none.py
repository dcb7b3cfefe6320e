# wrong: no warm-up
def warmup_rate(t, lr, warmup):
    if t <= warmup:
        return lr
    return lr * (warmup / t) ** 0.5
