# wrong: lr taken for the factor of the paper, so the peak is lr / sqrt(warmup)
def warmup_rate(t, lr, warmup):
    peak = lr
    return peak * min(t**-0.5, t * warmup**-1.5)
