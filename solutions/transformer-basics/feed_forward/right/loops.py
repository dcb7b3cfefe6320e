def feed_forward(x, W1, b1, W2, b2):
    rows = []
    for token in x:
        hidden = [
            max(0.0, sum(t * W1[i][j] for i, t in enumerate(token)) + b1[j]) for j in range(len(b1))
        ]
        rows.append(
            [sum(h * W2[i][j] for i, h in enumerate(hidden)) + b2[j] for j in range(len(b2))]
        )
    return np.array(rows)
