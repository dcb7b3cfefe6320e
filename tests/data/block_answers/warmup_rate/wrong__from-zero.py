# wrong: counts from 0
import math


def warmup_rate(t, lr, warmup):
    return lr * min((t - 1) / warmup, math.sqrt(warmup / t))
