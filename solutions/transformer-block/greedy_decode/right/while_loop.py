def greedy_decode(next_logits, prompt, end, max_new):
    ids = list(prompt)
    while len(ids) < len(prompt) + max_new:
        row = list(next_logits(ids)[len(ids) - 1])
        best = row.index(max(row))
        if best == end:
            return ids[len(prompt) :]
        ids += [best]
    return ids[len(prompt) :]
