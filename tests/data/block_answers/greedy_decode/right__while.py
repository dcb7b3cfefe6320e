import numpy as np


def greedy_decode(next_logits, prompt, end, max_new):
    new = []
    while len(new) < max_new:
        token = int(np.argmax(next_logits(list(prompt) + new)[-1]))
        if token == end:
            break
        new.append(token)
    return new
