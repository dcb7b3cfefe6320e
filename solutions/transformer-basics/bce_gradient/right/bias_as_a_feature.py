def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, dtype=float)
    with_ones = np.hstack([X, np.ones((X.shape[0], 1))])
    error = np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float)
    gradient = np.einsum("nd,n->d", with_ones, error) / X.shape[0]
    return [gradient[:-1], np.array(gradient[-1])]
