import numpy as np

def act(z):
    return (1 + np.tanh(z / 2)) / 2

def feed_forward(x, W1, b1, W2, b2):
    rows = []
    for v in np.asarray(x, float):
        rows.append(act(v @ np.asarray(W1, float) + np.asarray(b1, float)) @ np.asarray(W2, float) + np.asarray(b2, float))
    return np.array(rows)
