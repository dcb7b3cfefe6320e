import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def choose_learning_rate(X, y, candidates, steps):
    def predict(row, w, b):
        return sigmoid(sum(x * wi for x, wi in zip(row, w)) + b)

    X, n = [list(map(float, row)) for row in X], len(X)
    scores = {}
    for lr in map(float, candidates):
        if math.isnan(lr):
            continue
        w, b = [0.0] * len(X[0]), 0.0
        for _ in range(steps):
            errors = [predict(row, w, b) - t for row, t in zip(X, y)]
            for j in range(len(w)):
                w[j] -= lr * sum(e * row[j] for e, row in zip(errors, X)) / n
            b -= lr * sum(errors) / n
        loss = 0.0
        for row, t in zip(X, y):
            p = min(max(predict(row, w, b), 1e-9), 1 - 1e-9)
            loss -= (t * math.log(p) + (1 - t) * math.log(1 - p)) / n
        if math.isfinite(loss) and loss < math.log(2):
            scores[lr] = loss
    if not scores:
        raise ValueError
    return min(scores, key=scores.get)
