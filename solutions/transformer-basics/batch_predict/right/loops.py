import math


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def batch_predict(X, w, b):
    return np.array([sigmoid(sum(xi * wi for xi, wi in zip(row, w)) + b) for row in X])
