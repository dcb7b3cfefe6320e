def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    w = np.asarray(w, dtype=float)
    m = v = np.zeros_like(w)
    losses, rights = [], []
    t = 0
    while t < len(batches) and not (rights and rights[-1] >= goal):
        loss, g = loss_and_gradient(w, batches[t])
        t += 1
        w, m, v = adam_step(w, g, m, v, t, warmup_rate(t, lr, warmup))
        losses += [loss]
        rights += [accuracy(w, held_out)]
    return w, {"loss": losses, "accuracy": rights}
