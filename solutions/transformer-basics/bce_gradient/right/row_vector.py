def bce_gradient(X, y_true, y_pred):
    diff = np.array(y_pred, float) - np.array(y_true, float)
    n = diff.size
    return np.dot(diff, X) / n, float(np.sum(diff) / n)
