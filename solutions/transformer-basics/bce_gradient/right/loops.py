def bce_gradient(X, y_true, y_pred):
    n, d = len(X), len(X[0])
    grad_w = [0.0] * d
    grad_b = 0.0
    for row, y, p in zip(X, y_true, y_pred):
        for j in range(d):
            grad_w[j] += (p - y) * row[j] / n
        grad_b += (p - y) / n
    return np.array(grad_w), grad_b
