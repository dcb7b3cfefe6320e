def batch_predict(X, w, b):
    z = np.matmul(X, w) + b
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))
