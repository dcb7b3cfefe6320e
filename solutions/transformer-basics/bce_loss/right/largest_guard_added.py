def bce_loss(y_true, y_pred):
    y, p = np.asarray(y_true, float), np.asarray(y_pred, float)
    loss = y * np.log(p + 1e-7) + (1 - y) * np.log(1 - p + 1e-7)
    return np.array(-loss.sum() / loss.size)
