import math


def bce_loss(y_true, y_pred):
    total = 0.0
    n = 0
    for y, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        p = min(max(p, 1e-12), 1 - 1e-12)
        total -= y * math.log(p) + (1 - y) * math.log(1 - p)
        n += 1
    return total / n
