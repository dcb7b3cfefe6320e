def choose_learning_rate(X, y, candidates, steps):
    return float(sorted(c for c in candidates if c == c)[0])
