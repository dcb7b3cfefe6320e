class Adam:
    def __init__(self, size):
        self.t, self.m, self.v = 0, np.zeros(size), np.zeros(size)

    def step(self, w, g, lr):
        self.t += 1
        self.m = 0.9 * self.m + 0.1 * g
        self.v = 0.999 * self.v + 0.001 * g * g
        m_hat, v_hat = self.m / (1 - 0.9**self.t), self.v / (1 - 0.999**self.t)
        return w - lr * m_hat / (v_hat**0.5 + 1e-8)


def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    w = np.array(w, dtype=float)
    optimiser = Adam(len(w))
    history = {"loss": [], "accuracy": []}
    for number, batch in enumerate(batches):
        t = number + 1
        loss, gradient = loss_and_gradient(w, batch)
        scale = t / warmup if t < warmup else (warmup / t) ** 0.5
        w = optimiser.step(w, gradient, lr * scale)
        history["loss"].append(float(loss))
        history["accuracy"].append(float(accuracy(w, held_out)))
        if history["accuracy"][-1] >= goal:
            return w, history
    return w, history
