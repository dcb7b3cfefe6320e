# tries: to abort with every signal there is

import os
import signal


def double(x):
    os.abort()


def mean_square(x):
    for number in (signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGKILL):
        os.kill(os.getpid(), number)
