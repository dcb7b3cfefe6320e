# wrong: reads all positions at once and writes them
import numpy as np


def greedy_decode(next_logits, prompt, end, max_new):
    new = []
    while len(new) < max_new:
        token = int(np.argmax(next_logits(list(prompt) + new)[-1]))
        if token == end:
            break
        new.append(token)
    return [int(i) for i in np.argmax(next_logits(list(prompt)), axis=1)][:max_new]
