import math

def choose_learning_rate(X, y, candidates, steps):
    rows = [[float(v) for v in r] for r in X]
    ys = [float(v) for v in y]
    n, d = len(rows), len(rows[0])

    def prob(r, w, b):
        z = b + sum(a * c for a, c in zip(r, w))
        if z > 0:
            return 1 / (1 + math.exp(-z))
        e = math.exp(max(z, -740))
        return e / (1 + e)

    best = None
    for lr in candidates:
        lr = float(lr)
        if lr != lr:
            continue
        w, b = [0.0] * d, 0.0
        for _ in range(steps):
            err = [prob(r, w, b) - t for r, t in zip(rows, ys)]
            w = [w[j] - lr * sum(e * r[j] for e, r in zip(err, rows)) / n for j in range(d)]
            b = b - lr * sum(err) / n
        loss = 0.0
        for r, t in zip(rows, ys):
            p = min(max(prob(r, w, b), 1e-9), 1 - 1e-9)
            loss -= (t * math.log(p) + (1 - t) * math.log(1 - p)) / n
        if loss < math.log(2) and (best is None or loss < best[0]):
            best = (loss, lr)
    if best is None:
        raise ValueError("no learning rate reduces the loss")
    return best[1]
