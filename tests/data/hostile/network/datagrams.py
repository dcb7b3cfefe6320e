# tries: to call home by a name server, a datagram or a raw packet

import socket

sent = []
try:
    sent.append(socket.gethostbyname("localhost.example.com"))
except OSError:
    pass
for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):
    try:
        sock = socket.socket(socket.AF_INET, kind, 1 if kind == socket.SOCK_RAW else 0)
        sock.sendto(b"HELLO", ("1.1.1.1", 53))
        sent.append(kind)
    except OSError:
        pass


def double(x):
    return sent


def mean_square(x):
    return sent
