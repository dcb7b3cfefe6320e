import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    return np.tanh(np.dot(np.asarray(x, float), np.asarray(W1, float))).dot(np.asarray(W2, float)) + b2
