# wrong: the prompt is to be predicted too
import numpy as np


def teacher_forcing(sequences, sep, pad):
    s = np.asarray(sequences)
    where = np.argmax(s == sep, axis=1)[:, None]
    targets = s[:, 1:]
    return s[:, :-1].copy(), targets
