# tries: to begin a frame and never end it

import os
import struct
import time


def double(x):
    for fd in range(3, 10):
        try:
            os.write(fd, b"a" + struct.pack("<II", 1000, 1000) + b"[")
        except OSError:
            pass
    time.sleep(1000)


def mean_square(x):
    return None
