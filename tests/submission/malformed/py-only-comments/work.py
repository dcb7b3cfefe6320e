# todo
# later
