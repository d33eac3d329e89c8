"""What time it is. Asked by pages, routes and commands, which settle the moment by it; nothing else
in the house asks."""

import os
from datetime import UTC, datetime

from models import moment


def settle() -> None:
    """From here on, in this thread or request, it is now: TAVOLO_NOW if set, else the clock."""
    given = os.environ.get("TAVOLO_NOW")
    moment.settle(datetime.fromisoformat(given) if given else datetime.now(UTC))
