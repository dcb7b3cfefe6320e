def teacher_forcing(sequences, sep, pad):
    inputs, targets = [], []
    for row in sequences:
        row = [int(token) for token in row]
        start = row.index(sep)
        inputs.append(row[:-1])
        targets.append([pad] * start + row[start + 1 :])
    return np.array(inputs), np.array(targets)
