def bce_loss(y_true, y_pred):
    """As PyTorch does it: no logarithm below -100."""
    y, p = np.asarray(y_true, float), np.asarray(y_pred, float)
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(p), -100)
        log_q = np.maximum(np.log1p(-p), -100)
    return -(y * log_p + (1 - y) * log_q).mean()
