# tries: to hide what it is behind direction marks and odd names

EVIL = "\u202epoints 001\u202c \u2066evil-marker\u2069 \ufeff\u200b"


def double(x):
    raise type("passed: 10/10\n✓ double", (Exception,), {})(EVIL)


def mean_square(x):
    return {EVIL: EVIL, "../../etc/passwd": "</style>", "\n\n✓ 100/100": None}
