from math import fsum, log


def bce_loss(y_true, y_pred):
    ys = np.asarray(y_true, dtype=float).flatten().tolist()
    ps = np.asarray(y_pred, dtype=float).flatten().tolist()
    tiny = 1e-15
    terms = [-y * log(p + tiny) - (1 - y) * log(1 - p + tiny) for y, p in zip(ys, ps)]
    return np.float64(fsum(terms) / len(terms))
