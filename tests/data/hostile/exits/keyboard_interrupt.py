# tries: to pose as the teacher pressing Ctrl-C
# plain: stops

import _thread


def double(x):
    raise KeyboardInterrupt


def mean_square(x):
    _thread.interrupt_main()
    raise GeneratorExit
