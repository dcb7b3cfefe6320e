def batch_predict(X, w, b):
    z = (np.asarray(X) * np.asarray(w)).sum(axis=1) + b
    p = np.empty(len(z))
    high = z >= 0
    p[high] = 1 / (1 + np.exp(-z[high]))
    p[~high] = np.exp(z[~high]) / (1 + np.exp(z[~high]))
    return p
