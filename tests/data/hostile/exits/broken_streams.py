# tries: to break print, the streams and the traceback module

import builtins
import sys
import traceback

sys.stdout = sys.stderr = sys.stdin = None
builtins.print = None
traceback.format_exc = None
sys.excepthook = None
builtins.str = None


def double(x):
    sys.stdout.write(x)


def mean_square(x):
    raise ValueError("x")
