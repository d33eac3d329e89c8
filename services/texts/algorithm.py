"""Changes to a text as lists: n keeps n characters, -n drops n, "abc" puts abc in.

A change covers the whole text it was made for, so one made for another text is refused.
Characters are code points; `components/coedit/ops.js` says the same in the browser's language.
"""

import re
from difflib import SequenceMatcher

Change = list  # of int | str
LONGEST = 100_000  # characters of one text


class BadChange(ValueError):
    """It does not fit this text, or is no change at all."""


def push(out: Change, op: int | str) -> None:
    """Add one step in the one form that all agree on: neighbours joined, put in before drop."""
    last = out[-1] if out else None
    if op == 0 or op == "":
        return
    if isinstance(op, str) and isinstance(last, int) and last < 0:
        dropped = out.pop()
        push(out, op)
        out.append(dropped)
    elif last is not None and _alike(last, op):
        out[-1] += op
    else:
        out.append(op)


def check(change: object) -> Change:
    """What came from outside, tidied. BadChange unless every step of it is one."""
    if not isinstance(change, list) or len(change) > 10_000:
        raise BadChange("not a change")
    out: Change = []
    for op in change:
        if not (_is_words(op) if isinstance(op, str) else type(op) is int):
            raise BadChange("not a step of a change")
        push(out, op)
    return out


def base_length(change: Change) -> int:
    """Characters of the text it was made for."""
    return sum(abs(op) for op in change if not isinstance(op, str))


def new_length(change: Change) -> int:
    return sum(len(op) if isinstance(op, str) else max(op, 0) for op in change)


def is_nothing(change: Change) -> bool:
    return all(not isinstance(op, str) and op > 0 for op in change)


def apply(text: str, change: Change) -> str:
    if base_length(change) != len(text):
        raise BadChange(f"for {base_length(change)} characters, not {len(text)}")
    out, at = [], 0
    for op in change:
        if isinstance(op, str):
            out.append(op)
            continue
        if op > 0:
            out.append(text[at : at + op])
        at += abs(op)
    return "".join(out)


def transform(a: Change, b: Change) -> tuple[Change, Change]:
    """Both were made for the same text: (a after b, b after a). At one place a's words stand
    first."""
    if base_length(a) != base_length(b):
        raise BadChange("made for different texts")
    after_b, after_a = [], []
    rest_a, rest_b = _Steps(a), _Steps(b)
    while rest_a.op is not None or rest_b.op is not None:
        if isinstance(rest_a.op, str):
            push(after_a, len(rest_a.op))
            push(after_b, rest_a.take())
        elif isinstance(rest_b.op, str):
            push(after_b, len(rest_b.op))
            push(after_a, rest_b.take())
        else:
            _meet(after_b, after_a, rest_a, rest_b)
    return after_b, after_a


def compose(first: Change, then: Change) -> Change:
    """Both as one."""
    out: Change = []
    one, two = _Steps(first), _Steps(then)
    while one.op is not None or two.op is not None:
        if isinstance(one.op, int) and one.op < 0:
            push(out, one.take())
        elif isinstance(two.op, str):
            push(out, two.take())
        elif one.op is None or two.op is None:
            raise BadChange("they do not follow each other")
        else:
            n = min(one.size, two.size)
            made, kept = one.take(n), two.take(n)
            if kept > 0:
                push(out, made)
            elif isinstance(made, int):
                push(out, -n)
    return out


def move(place: int, change: Change) -> int:
    """Where a caret at `place` stands after it."""
    at, moved = 0, place
    for op in change:
        if at > place:
            break
        if isinstance(op, str):
            moved += len(op) if at < place else 0
            continue
        if op < 0:
            moved -= min(-op, max(0, place - at))
        at += abs(op)
    return moved


def diff(old: str, new: str) -> Change:
    """Word by word, so that what two people did to different words does not collide."""
    x, y = words(old), words(new)
    out: Change = []
    for tag, i, j, k, m in SequenceMatcher(None, x, y, autojunk=False).get_opcodes():
        gone = sum(map(len, x[i:j]))
        if tag == "equal":
            push(out, gone)
        else:
            push(out, "".join(y[k:m]))
            push(out, -gone)
    return out


def words(text: str) -> list[str]:
    """Its words, and what stands between them."""
    return re.findall(r"\w+|\W", text)


class _Steps:
    """Walks through a change, taking steps whole or in part. `op` is None at the end."""

    def __init__(self, change: Change) -> None:
        self.rest = iter(change)
        self.op = next(self.rest, None)

    @property
    def size(self) -> int:
        return len(self.op) if isinstance(self.op, str) else abs(self.op)

    def take(self, n: int | None = None) -> int | str:
        if n is None or n == self.size:
            taken, self.op = self.op, next(self.rest, None)
        elif isinstance(self.op, str):
            taken, self.op = self.op[:n], self.op[n:]
        else:
            sign = 1 if self.op > 0 else -1
            taken, self.op = n * sign, self.op - n * sign
        return taken


def _meet(after_b: Change, after_a: Change, a: _Steps, b: _Steps) -> None:
    n = min(a.size, b.size)
    mine, theirs = a.take(n), b.take(n)
    if theirs > 0:
        push(after_b, mine)
    if mine > 0:
        push(after_a, theirs)


def _alike(last: int | str, op: int | str) -> bool:
    if isinstance(last, str) or isinstance(op, str):
        return isinstance(last, str) and isinstance(op, str)
    return (last > 0) == (op > 0)


def _is_words(op: str) -> bool:
    """No half character, and none that PostgreSQL cannot keep."""
    return len(op) <= LONGEST and "\x00" not in op and not re.search(r"[\ud800-\udfff]", op)
