def teacher_forcing(sequences, sep, pad):
    s = np.array(sequences)
    seen = np.logical_or.accumulate(s == sep, axis=1)
    return s[:, :-1].copy(), np.where(seen[:, :-1], s[:, 1:], pad)
