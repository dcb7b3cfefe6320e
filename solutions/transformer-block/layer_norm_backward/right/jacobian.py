def layer_norm_backward(dy, x, gamma, eps):
    dy, x, gamma = np.array(dy, float), np.array(x, float), np.array(gamma, float)
    d = x.shape[1]
    dx, dgamma, dbeta = np.zeros_like(x), np.zeros(d), np.zeros(d)
    for i, row in enumerate(x):
        centred = row - row.mean()
        s = np.sqrt((centred**2).mean() + eps)
        hat = centred / s
        jacobian = (np.eye(d) - 1 / d - np.outer(hat, hat) / d) / s
        dx[i] = jacobian.T @ (dy[i] * gamma)
        dgamma += dy[i] * hat
        dbeta += dy[i]
    return dx, dgamma, dbeta
