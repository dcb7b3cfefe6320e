# wrong: constant after the warm-up
def warmup_rate(t, lr, warmup):
    if t <= warmup:
        return lr * t / warmup
    return lr
