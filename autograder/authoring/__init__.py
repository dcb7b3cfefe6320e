"""Create, prove and release exercises."""
