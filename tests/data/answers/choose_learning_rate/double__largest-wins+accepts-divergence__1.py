def choose_learning_rate(X, y, candidates, steps):
    return max(float(c) for c in candidates if c == c)
