import math


def warmup_rate(t, lr, warmup):
    peak = lr * math.sqrt(warmup)
    return peak * min(t**-0.5, t * warmup**-1.5)
