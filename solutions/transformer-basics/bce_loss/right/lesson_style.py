def bce_loss(y_true, y_pred):
    eps = 1e-9
    y, p = np.array(y_true), np.array(y_pred)
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))
