def standardize(X_train, X_new):
    X_train, X_new = np.asarray(X_train, float), np.asarray(X_new, float)
    mean, std = X_train.mean(0), X_train.std(0)
    scale = np.where(std > 1e-8, std, 1.0)
    return (X_train - mean) / scale, (X_new - mean) / scale
