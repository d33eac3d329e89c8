"""Which Tavolo this is."""

from pathlib import Path

VERSION = (Path(__file__).parent.parent / "VERSION").read_text(encoding="utf-8").strip()
