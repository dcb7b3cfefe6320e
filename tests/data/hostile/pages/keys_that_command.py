# tries: to bring commands and marks that turn the line around onto pages, as keys of a dict

KEY = "\x1b]0;evil\x07\x1b[2J\x9b31m\u202egnp.exe\u2066<script>alert(1)</script>"


def double(x):
    return {KEY: [1.0, {KEY: 2.0}]}


def mean_square(x):
    return ({KEY: 1.0}, KEY)
