# tries: to turn the clock, or to stop it

import ctypes
import time

import numpy as np

libc = ctypes.CDLL(None)
libc.settimeofday(ctypes.create_string_buffer(16), None)
libc.clock_settime(0, ctypes.create_string_buffer(16))
time.time = time.monotonic = time.perf_counter = lambda: 0.0


def double(x):
    while time.monotonic() < 1:
        pass


def mean_square(x):
    return 0.0
