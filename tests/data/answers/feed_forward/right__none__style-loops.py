import numpy as np
def feed_forward(x, W1, b1, W2, b2):
    out = np.zeros((len(x), len(b2)))
    for i, row in enumerate(x):
        hidden = []
        for j in range(len(b1)):
            h = sum(row[k] * W1[k][j] for k in range(len(row))) + b1[j]
            hidden.append(h if h > 0 else 0.0)
        for j in range(len(b2)):
            out[i, j] = sum(hidden[k] * W2[k][j] for k in range(len(hidden))) + b2[j]
    return out
