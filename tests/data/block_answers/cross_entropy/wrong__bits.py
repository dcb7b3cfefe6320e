# wrong: base 2
import math


def cross_entropy(logits, targets, pad):
    losses = []
    for row, t in zip(logits, targets):
        if t == pad:
            continue
        row = [float(v) for v in row]
        top = max(row)
        losses.append(top + math.log(sum(math.exp(v - top) for v in row)) - row[t])
    return sum(losses) / len(losses) / math.log(2)
