import math


def cross_entropy(logits, targets, pad):
    total, count = 0.0, 0
    for row, target in zip(logits, targets):
        if target == pad:
            continue
        top = max(row)
        total += math.log(sum(math.exp(z - top) for z in row)) + top - row[target]
        count += 1
    return total / count
