import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    x = np.asarray(x, dtype=float)
    y = np.tile(np.asarray(b2, dtype=float), (len(x), 1))
    for col, bias, row in zip(np.asarray(W1, float).T, b1, np.asarray(W2, float)):
        unit = np.maximum(x @ col + bias, 0.0)
        y = y + np.outer(unit, row)
    print("ffn done", y.shape)
    return y
