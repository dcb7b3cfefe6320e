# wrong: rises for ever
def warmup_rate(t, lr, warmup):
    return lr * t / warmup
