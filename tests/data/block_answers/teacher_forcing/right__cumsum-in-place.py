import numpy as np


def teacher_forcing(sequences, sep, pad):
    s = np.array(sequences, dtype=int)
    targets = s[:, 1:].copy()
    targets[np.cumsum(s == sep, axis=1)[:, :-1] == 0] = pad
    return s[:, :-1], targets
