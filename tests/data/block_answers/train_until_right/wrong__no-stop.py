# wrong: never stops early
import numpy as np


def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    w = np.array(w, dtype=float)
    m, v = np.zeros_like(w), np.zeros_like(w)
    history = {"loss": [], "accuracy": []}
    for t, batch in enumerate(batches, start=1):
        loss, grad = loss_and_gradient(w, batch)
        w, m, v = adam_step(w, grad, m, v, t, warmup_rate(t, lr, warmup))
        right = accuracy(w, held_out)
        history["loss"].append(loss)
        history["accuracy"].append(right)
        
    return w, history
