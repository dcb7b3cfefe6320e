import numpy as np


def warmup_rate(t, lr, warmup):
    return np.multiply(lr, np.minimum(np.divide(t, warmup), np.sqrt(np.divide(warmup, t))))
