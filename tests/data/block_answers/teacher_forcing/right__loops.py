import numpy as np


def teacher_forcing(sequences, sep, pad):
    inputs, targets = [], []
    for seq in sequences:
        seq = [int(token) for token in seq]
        start = seq.index(sep) + 1
        inputs.append(seq[:-1])
        targets.append([seq[j] if j >= start else pad for j in range(1, len(seq))])
    return np.array(inputs), np.array(targets)
