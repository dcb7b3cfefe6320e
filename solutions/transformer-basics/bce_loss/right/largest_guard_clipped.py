def bce_loss(targets, probabilities):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    targets = np.array(targets)
    return float(np.average(-targets * np.log(p) - (1 - targets) * np.log1p(-p)))
