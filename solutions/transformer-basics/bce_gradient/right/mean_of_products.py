def bce_gradient(X, y_true, y_pred):
    error = np.subtract(y_pred, y_true)
    return (np.array(X) * error[:, None]).mean(axis=0), error.mean()
