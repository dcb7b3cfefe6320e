# wrong: rises as the square of t
def warmup_rate(t, lr, warmup):
    if t <= warmup:
        return lr * (t / warmup) ** 2
    return lr * (warmup / t) ** 0.5
