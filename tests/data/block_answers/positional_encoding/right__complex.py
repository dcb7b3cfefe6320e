import numpy as np


def positional_encoding(n, d_model):
    theta = np.outer(np.arange(n), 10000.0 ** (-np.arange(0, d_model, 2) / d_model))
    turn = np.exp(1j * theta)
    return np.stack([turn.imag, turn.real], axis=2).reshape(n, d_model)
