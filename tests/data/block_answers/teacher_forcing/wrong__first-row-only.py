# wrong: takes the first row's separator for all rows
import numpy as np


def teacher_forcing(sequences, sep, pad):
    s = np.asarray(sequences)
    where = np.argmax(s == sep, axis=1)[0]
    targets = np.where(np.arange(s.shape[1] - 1) < where, pad, s[:, 1:])
    return s[:, :-1].copy(), targets
