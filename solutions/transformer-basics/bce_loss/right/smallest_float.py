def bce_loss(y_true, y_pred):
    """The weighted logarithm is taken only where its weight is not 0."""
    y, p = np.asarray(y_true, float), np.asarray(y_pred, float)
    tiny = np.finfo(float).tiny

    def weighted_log(weight, value):
        return weight * np.log(np.where(weight == 0, 1.0, np.maximum(value, tiny)))

    return -np.mean(weighted_log(y, p) + weighted_log(1 - y, 1 - p))
