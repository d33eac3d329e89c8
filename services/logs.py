"""What the house writes down about itself: one JSON object a line, on stderr.

Every line has time, level and event, the reference code of the request it belongs to (`ref`), and
the fields given. No names, no words that people wrote: `log("signed_in", account=account.id)`.
"""

import json
import logging
import secrets
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

# Letters and digits that survive being read out on the phone.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"

reference: ContextVar[str] = ContextVar("reference", default="")
_logger = logging.getLogger("tavolo")


def start(level: int = logging.INFO) -> None:
    """From here on the house writes; calling it twice does no harm."""
    if not _logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(_Line())
        _logger.addHandler(handler)
    _logger.propagate = False
    _logger.setLevel(level)


def log(event: str, level: int = logging.INFO, **fields) -> None:
    _logger.log(level, event, extra={"fields": fields})


def report(error: BaseException, **fields) -> str:
    """Write a bug down with its traceback; the code returned finds it again."""
    code = new_reference()
    told = "".join(traceback.format_exception(error))
    log("bug", logging.ERROR, code=code, kind=type(error).__name__, traceback=told, **fields)
    return code


def new_reference() -> str:
    return "".join(secrets.choice(READABLE) for _ in range(6))


class _Line(logging.Formatter):
    """A log line of anybody's, as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            # The clock of the log is the machine's own, also where a test has settled a moment.
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "ref": reference.get(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps({k: v for k, v in line.items() if v != ""}, default=str)
