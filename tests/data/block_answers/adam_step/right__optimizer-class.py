import numpy as np


class Adam:
    def __init__(self, lr, betas, eps, m, v, t):
        self.lr, (self.b1, self.b2), self.eps = lr, betas, eps
        self.exp_avg, self.exp_avg_sq, self.t = np.array(m, float), np.array(v, float), t

    def step(self, w, g):
        self.exp_avg *= self.b1
        self.exp_avg += (1 - self.b1) * g
        self.exp_avg_sq *= self.b2
        self.exp_avg_sq += (1 - self.b2) * g * g
        c1, c2 = 1 - self.b1**self.t, 1 - self.b2**self.t
        return w - self.lr * (self.exp_avg / c1) / ((self.exp_avg_sq / c2) ** 0.5 + self.eps)


def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    adam = Adam(lr, (beta1, beta2), eps, m, v, t)
    return adam.step(np.asarray(w, float), np.asarray(grad, float)), adam.exp_avg, adam.exp_avg_sq
