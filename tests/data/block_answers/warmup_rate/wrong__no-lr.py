# wrong: the share of the peak, without lr
import math


def warmup_rate(t, lr, warmup):
    return 1.0 * min(t / warmup, math.sqrt(warmup / t))
