import math
def bce_loss(y_true, y_pred):
    def flat(x):
        try: it = iter(x)
        except TypeError: return [float(x)]
        return [v for e in it for v in flat(e)]
    ts, ps = flat(y_true), flat(y_pred)
    return math.fsum(-t * math.log(p + 1e-9) - (1 - t) * math.log(1 - p + 1e-9) for t, p in zip(ts, ps)) / len(ts)
