# wrong: the larger of the two
import math


def warmup_rate(t, lr, warmup):
    return lr * max(t / warmup, math.sqrt(warmup / t))
