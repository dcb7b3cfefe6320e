import numpy as np


def layer_norm_backward(dy, x, gamma, eps):
    dy, x, gamma = np.array(dy, float), np.array(x, float), np.array(gamma, float)
    n, d = x.shape
    dx, dgamma = np.zeros((n, d)), np.zeros(d)
    for r in range(n):
        centred = x[r] - x[r].mean()
        s = np.sqrt((centred @ centred) / d + eps)
        J = (np.eye(d) - 1 / d) / s - np.outer(centred, centred) / (d * s**3)
        dx[r] = J.T @ (gamma * dy[r])
        dgamma += dy[r] * centred / s
    return dx, dgamma, np.add.reduce(dy, axis=0)
