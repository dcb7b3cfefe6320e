# tries: keys, message queues, timers, watches and memory files that outlive a process
# keeps: 4

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    note = b"left by a neighbour"
    found = [
        libc.syscall(248, b"user", b"note", note, len(note), -3),  # add_key
        libc.syscall(250, 0, -3, 0),  # keyctl
        libc.syscall(319, b"note", 0),  # memfd_create
        libc.syscall(240, b"/note", os.O_CREAT | os.O_RDWR, 0o600, None),  # mq_open
        libc.syscall(222, 1, None, ctypes.byref(ctypes.c_int())),  # timer_create
        libc.syscall(253),  # inotify_init
        libc.syscall(321, 0, 0, 0),  # bpf
        libc.syscall(323, 0),  # userfaultfd
        libc.syscall(425, 1, ctypes.create_string_buffer(120)),  # io_uring_setup
        libc.syscall(434, 1, 0),  # pidfd_open
        libc.syscall(312, 1, 1, 0, 0, 0),  # kcmp
        libc.syscall(310, 1, None, 0, None, 0, 0),  # process_vm_readv
    ]
    return "left by a neighbour" if max(found) >= 0 else None


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
