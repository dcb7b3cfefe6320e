"""Benchmarks: the kit compared with other tools and with the best that the machine can do."""
