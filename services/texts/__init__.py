"""Texts written by several people at once: ordered changes, on disk before others see them."""
