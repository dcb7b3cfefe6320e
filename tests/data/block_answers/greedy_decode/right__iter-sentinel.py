import numpy as np


def greedy_decode(next_logits, prompt, end, max_new):
    ids = [int(i) for i in prompt]

    def write():
        ids.append(int(np.argmax(next_logits(ids.copy())[len(ids) - 1])))
        return ids[-1]

    for _, token in zip(range(max_new), iter(write, end)):
        pass
    new = ids[len(prompt) :]
    return new[:-1] if new and new[-1] == end else new
