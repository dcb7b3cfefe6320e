import numpy as np


def teacher_forcing(sequences, sep, pad):
    s = np.array(sequences)
    started = np.maximum.accumulate(s == sep, axis=1)[:, :-1]
    return s[:, :-1], s[:, 1:] * started + pad * ~started
