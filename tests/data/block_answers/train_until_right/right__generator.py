import numpy as np


def steps(loss_and_gradient, w, batches, lr, warmup):
    m, v = np.zeros(w.shape), np.zeros(w.shape)
    for t, batch in zip(range(1, len(batches) + 1), batches):
        loss, grad = loss_and_gradient(w, batch)
        w, m, v = adam_step(w, np.asarray(grad), m, v, t, warmup_rate(t, lr, warmup))
        yield loss, w


def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    w = np.array(w, float)
    history = {"loss": [], "accuracy": []}
    for loss, w in steps(loss_and_gradient, w, batches, lr, warmup):
        history["loss"] += [loss]
        history["accuracy"] += [accuracy(w, held_out)]
        if history["accuracy"][-1] >= goal:
            return w, history
    return w, history
