# tries: to open descriptors without end

import os

hoard = []


def double(x):
    while True:
        hoard.append(os.pipe())


def mean_square(x):
    while True:
        hoard.append(open("/dev/null"))
