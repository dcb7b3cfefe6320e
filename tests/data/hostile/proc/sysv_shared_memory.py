# tries: to share memory with other submissions by System V calls

import ctypes

libc = ctypes.CDLL(None)
libc.shmat.restype = ctypes.c_void_p
handle = libc.shmget(0x5EC4E7, 4096, 0o1666)
loot = ""
if handle >= 0:
    address = libc.shmat(handle, None, 0)
    if address and address != ctypes.c_void_p(-1).value:
        loot = ctypes.string_at(address, 30).decode("latin-1").strip("\0")
        ctypes.memmove(address, b"left by a neighbour", 19)
queue = libc.msgget(0x5EC4E8, 0o1666)
libc.semget(0x5EC4E9, 5, 0o1666)


def double(x):
    return loot


def mean_square(x):
    return loot
