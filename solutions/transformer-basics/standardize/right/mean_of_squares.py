def standardize(X_train, X_new):
    X_train, X_new = np.asarray(X_train, float), np.asarray(X_new, float)
    mean = X_train.mean(axis=0)
    std = np.sqrt(np.maximum((X_train**2).mean(axis=0) - mean**2, 0))
    std = np.where(std == 0, 1, std)
    return (X_train - mean) / std, (X_new - mean) / std
