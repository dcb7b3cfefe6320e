import math
import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    out = np.zeros((len(x), len(b2)))
    for n, row in enumerate(x):
        h = [math.tanh(sum(float(row[i]) * float(W1[i][j]) for i in range(len(row))) + float(b1[j])) for j in range(len(b1))]
        for k in range(len(b2)):
            out[n, k] = sum(h[j] * float(W2[j][k]) for j in range(len(h))) + float(b2[k])
    return out
