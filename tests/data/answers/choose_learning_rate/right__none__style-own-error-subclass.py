import math
class NothingFalls(ValueError): pass
def _train(X, y, lr, steps):
    d = len(X[0]); w = [0.0] * d; b = 0.0; n = len(X)
    def p():
        out = []
        for row in X:
            z = sum(a * c for a, c in zip(row, w)) + b
            out.append(1 / (1 + math.exp(-z)) if z > -700 else 0.0)
        return out
    for _ in range(steps):
        e = [q - t for q, t in zip(p(), y)]
        w = [wj - lr * sum(ei * row[j] for ei, row in zip(e, X)) / n for j, wj in enumerate(w)]
        b -= lr * sum(e) / n
    return -sum(t * math.log(q + 1e-9) + (1 - t) * math.log(1 - q + 1e-9) for q, t in zip(p(), y)) / n
def choose_learning_rate(X, y, candidates, steps):
    scored = [(l, lr) for lr in candidates if not math.isnan(lr) for l in [_train(X, y, lr, steps)] if l < math.log(2)]
    if not scored: raise NothingFalls(steps)
    return min(scored)[1]
