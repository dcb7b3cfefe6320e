import math


def standardize(X_train, X_new):
    n, d = len(X_train), len(X_train[0])
    Z_train = [[0.0] * d for _ in X_train]
    Z_new = [[0.0] * d for _ in X_new]
    for j in range(d):
        mean = math.fsum(row[j] for row in X_train) / n
        std = math.sqrt(sum((row[j] - mean) ** 2 for row in X_train) / n)
        if std == 0:
            std = 1.0
        for i, row in enumerate(X_train):
            Z_train[i][j] = (row[j] - mean) / std
        for i, row in enumerate(X_new):
            Z_new[i][j] = (row[j] - mean) / std
    return np.array(Z_train), np.array(Z_new)
