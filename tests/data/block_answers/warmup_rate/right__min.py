import math


def warmup_rate(t, lr, warmup):
    return lr * min(t / warmup, math.sqrt(warmup / t))
