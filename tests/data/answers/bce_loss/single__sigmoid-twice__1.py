import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, float)
    p = sigmoid(np.asarray(y_pred, float))
    return -np.mean(t * np.log(p + 1e-9) + (1 - t) * np.log(1 - p + 1e-9))
