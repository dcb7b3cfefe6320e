# tries: to kill every process that it may signal

import os
import signal

for number in (signal.SIGTERM, signal.SIGKILL):
    for pid in (-1, os.getppid(), 1, 2, 3, "@PID@"):
        try:
            os.kill(int(pid), number)
        except (OSError, ValueError):
            pass


def double(x):
    return None


def mean_square(x):
    return None
