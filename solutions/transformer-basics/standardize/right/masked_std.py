def standardize(X_train, X_new):
    X_train, X_new = np.array(X_train, dtype=float), np.array(X_new, dtype=float)
    mu, sigma = np.mean(X_train, axis=0), np.std(X_train, axis=0)
    sigma[sigma == 0] = 1
    X_train -= mu
    X_train /= sigma
    X_new -= mu
    X_new /= sigma
    return X_train, X_new
