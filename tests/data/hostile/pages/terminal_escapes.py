# tries: to draw on the teacher's terminal

EVIL = "\x1b[2J\x1b[1;1H\x1b]0;evil-marker\x07\x1b[32m100/100 passed\x1b[0m\r\n\x9b31m\x08\x08"
print(EVIL)


def double(x):
    print(EVIL)
    return EVIL


def mean_square(x):
    raise ValueError(EVIL)
