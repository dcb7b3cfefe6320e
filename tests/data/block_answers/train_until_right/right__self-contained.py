import numpy as np


def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    w = np.asarray(w, dtype=float)
    first = second = np.zeros(len(w))
    losses, rights = [], []
    t = 0
    while t < len(batches) and (not rights or rights[-1] < goal):
        loss, g = loss_and_gradient(w, batches[t])
        t += 1
        first = 0.9 * first + 0.1 * g
        second = 0.999 * second + 0.001 * g * g
        rate = lr * min(t / warmup, (warmup / t) ** 0.5)
        w = w - rate * (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.999**t)) + 1e-8)
        losses.append(float(loss))
        rights.append(float(accuracy(w, held_out)))
    return w, dict(loss=losses, accuracy=rights)
