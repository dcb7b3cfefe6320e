# tries: to return an object that runs code when it is unpickled

import os


class Payload:
    def __reduce__(self):
        return os.system, ("touch @TOP@/was-here",)


def double(x):
    return Payload()


def mean_square(x):
    return [Payload(), {"a": Payload()}]
