# tries: to send frames that lie about their lengths

import os
import struct

LIES = (
    b"a" + struct.pack("<II", 2**32 - 1, 2**32 - 1),
    b"a" + struct.pack("<II", 10, 0) + b"[[[[[[[[[[",
    b"\0" * 100,
    b"a" + struct.pack("<II", 2, 0) + b"[]",
    os.urandom(5000),
)


def double(x):
    for lie in LIES:
        for fd in range(3, 10):
            try:
                os.write(fd, lie)
            except OSError:
                pass
    return None


def mean_square(x):
    return None
