# tries: to ignore every signal and to interrupt itself all the time

import signal

for number in range(1, 65):
    try:
        signal.signal(number, lambda *args: None)
    except (OSError, ValueError):
        pass
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)


def double(x):
    while True:
        pass


def mean_square(x):
    return 0.0
