import numpy as np


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = [np.asarray(a, float) for a in (x, W1, b1, W2, b2)]
    n, d_ff, d_out = len(x), W1.shape[1], W2.shape[1]
    y = np.zeros((n, d_out))
    for i in range(n):
        h = np.zeros(d_ff)
        for j in range(d_ff):
            s = b1[j]
            for k in range(x.shape[1]):
                s += x[i, k] * W1[k, j]
            h[j] = s if s > 0 else 0.0
        for m in range(d_out):
            y[i, m] = sum(h[j] * W2[j, m] for j in range(d_ff)) + b2[m]
    return y
