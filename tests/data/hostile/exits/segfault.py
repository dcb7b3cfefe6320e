# tries: to crash the interpreter

import ctypes


def double(x):
    return ctypes.string_at(0)


def mean_square(x):
    exec(
        type((lambda: 0).__code__)(
            0, 0, 0, 0, 0, 0, b"\xff" * 8, (), (), (), "", "", "", 1, b"", b""
        )
    )
