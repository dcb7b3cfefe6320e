# wrong: changes the weights of the caller
import numpy as np


def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    start = w
    m, v = np.zeros(len(w)), np.zeros(len(w))
    history = {"loss": [], "accuracy": []}
    for t, batch in enumerate(batches, start=1):
        loss, grad = loss_and_gradient(w, batch)
        w, m, v = adam_step(w, grad, m, v, t, warmup_rate(t, lr, warmup))
        right = accuracy(w, held_out)
        history["loss"].append(loss)
        history["accuracy"].append(right)
        if right >= goal:
            break
    start[:] = w
    return w, history
