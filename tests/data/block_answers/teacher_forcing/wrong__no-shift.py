# wrong: the targets are the inputs
import numpy as np


def teacher_forcing(sequences, sep, pad):
    s = np.asarray(sequences)
    where = np.argmax(s == sep, axis=1)[:, None]
    targets = np.where(np.arange(s.shape[1] - 1) <= where, pad, s[:, :-1])
    return s[:, :-1].copy(), targets
