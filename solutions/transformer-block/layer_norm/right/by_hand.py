def layer_norm(x, gamma, beta, eps):
    rows = []
    for row in np.array(x, dtype=float):
        centred = row - row.sum() / len(row)
        rows.append(centred / (np.dot(centred, centred) / len(row) + eps) ** 0.5)
    return np.array(rows) * np.array(gamma, dtype=float) + np.array(beta, dtype=float)
