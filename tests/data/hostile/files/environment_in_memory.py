# tries: to read the environment that the process was started with from its memory
# plain: leaks

import ctypes

loot = ""
try:
    environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    for index in range(1000):
        if environ[index] is None:
            break
        loot += environ[index].decode("latin-1") + "\n"
except Exception as error:
    loot = repr(error)


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
