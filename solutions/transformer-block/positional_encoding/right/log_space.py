def positional_encoding(n, d_model):
    frequency = np.exp(-np.log(10000.0) * np.arange(0, d_model, 2) / d_model)
    angle = np.outer(np.arange(n), frequency)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(n, d_model)
