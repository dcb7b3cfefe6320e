# fault: max for min.
# ids: highest-loss-wins
# kind: single
import numpy as np


def choose_learning_rate(X, y, candidates, steps):
    X1 = np.column_stack([np.asarray(X, float), np.ones(len(X))])
    y = np.asarray(y, float)

    def loss_after(lr):
        theta = np.zeros(X1.shape[1])
        for _ in range(steps):
            theta -= lr * X1.T @ (np.exp(-np.logaddexp(0, -X1 @ theta)) - y) / len(y)
        z = X1 @ theta
        return np.mean(np.logaddexp(0, z) - y * z)

    scored = []
    for lr in np.asarray(candidates, float):
        if not np.isfinite(lr):
            continue
        loss = loss_after(lr)
        if np.isfinite(loss) and loss < np.log(2):
            scored.append((loss, lr))
    if len(scored) == 0:
        raise ValueError("no candidate")
    return float(max(scored)[1])
