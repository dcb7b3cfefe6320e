"""Export targets: each module has `write(finished) -> str`, and `--to` offers all of them."""
