# tries: to stop the grader with SIGSTOP, so that no clock runs out

import os
import signal

for pid in (os.getppid(), 0, "@PID@"):
    try:
        os.kill(int(pid), signal.SIGSTOP)
    except (OSError, ValueError):
        pass


def double(x):
    return None


def mean_square(x):
    return None
