"""The demo world: the circular-economy community of Torino at its third meeting.

For the example people look around in, for the tests and for the screenshots: always the same
story, told through our own services. What is fact and what is invented: FATTI.md.
"""

from services.demo.story import build, open_for
from services.demo.world import World

__all__ = ["World", "build", "open_for"]
