def relu(z):
    return np.where(z > 0, z, 0)


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = map(np.array, (x, W1, b1, W2, b2))
    columns = W2.T @ relu(W1.T @ x.T + b1[:, None]) + b2[:, None]
    return columns.T.astype(float)
