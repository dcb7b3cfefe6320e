import numpy as np


class Trainer:
    def __init__(self, w, lr, warmup):
        self.w = np.array(w, float)
        self.m = self.v = 0 * self.w
        self.t, self.lr, self.warmup = 0, lr, warmup

    def step(self, gradient):
        self.t += 1
        rate = warmup_rate(self.t, self.lr, self.warmup)
        self.w, self.m, self.v = adam_step(self.w, gradient, self.m, self.v, self.t, rate)


def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    trainer = Trainer(w, lr, warmup)
    record = []
    for batch in batches:
        loss, gradient = loss_and_gradient(trainer.w, batch)
        trainer.step(gradient)
        record.append((loss, accuracy(trainer.w, held_out)))
        if record[-1][1] >= goal:
            break
    return trainer.w, {"loss": [r[0] for r in record], "accuracy": [r[1] for r in record]}
