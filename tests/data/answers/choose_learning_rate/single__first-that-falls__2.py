import numpy as np

def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, float), np.asarray(y, float)
    def falls(lr):
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            e = 0.5 * (1 + np.tanh((X @ w + b) / 2)) - y
            w, b = w - lr * (e @ X) / len(y), b - lr * e.mean()
        z = X @ w + b
        return np.mean(np.logaddexp(0, z) - y * z) < np.log(2)
    found = next((float(lr) for lr in candidates if falls(lr)), None)
    if found is None:
        raise ValueError("none")
    return found
