"""Benchmarks: the kit beside other tools and beside what the machine can do at best."""
