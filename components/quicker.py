"""What Streamlit (1.67) does for each message, each field and each part of a page though once for
several would do. As in quick.py it is mended from outside, and only where it is what we know."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from copy import copy, deepcopy
from inspect import signature

from streamlit.cursor import Cursor, LockedCursor, RunningCursor
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.state.safe_session_state import SafeSessionState

TOGETHER = 0.003  # s in which messages of a run are taken along
SOON, SEND, ALL = "_call_soon_on_event_loop", "_enqueued_some_message", "filtered_state"
_PLACES = "_delta_index_map"
CLEAR = ["self", "retain_lifecycle_msgs", "fragment_ids_this_run"]

_call_soon = getattr(AppSession, SOON, None)
_all_of_it = getattr(SafeSessionState, ALL, None)
_clear = ForwardMsgQueue.clear


def be_quicker() -> bool:
    """Before there is an app. Whether all of it could be done."""
    done = [_wake_once(), _look_up(), _note_places(), _finish()]
    if not all(done):
        logging.getLogger("tavolo").warning("Streamlit does its work in a way we do not know")
    return all(done)


def _wake_once() -> bool:
    """Each message of a run wakes the house twice, and its thread waits for the other's turn. Those
    that come within 3 ms go along, in their order."""
    if _takes(AppSession, SOON) != ["self", "callback"] or _takes(Runtime, SEND) != ["self"]:
        return False
    setattr(AppSession, SOON, _soon)
    setattr(Runtime, SEND, _send_soon)
    return True


def _look_up() -> bool:
    """Each field asks whether its own value is None, and for that has all of the session's values
    made anew. It is told that one."""
    if not isinstance(_all_of_it, property):
        return False
    setattr(SafeSessionState, ALL, property(Values))
    return True


def _note_places() -> bool:
    """Each part of a page notes where it stands, and copied for that all that its places are made
    of, one after the other: 2 of the 27 CPU ms of a meeting. Only what moves is copied."""
    kinds = (RunningCursor, LockedCursor)
    if any("__deepcopy__" in kind.__dict__ and kind.__deepcopy__ != _noted for kind in kinds):
        return False
    for kind in kinds:
        kind.__deepcopy__ = _noted
    return True


def _finish() -> bool:
    """When a part begins, what is not yet sent of another one is thrown away or called unfinished:
    what that one shows no more stays on the page for good. It is sent."""
    if _takes(ForwardMsgQueue, "clear") != CLEAR or not hasattr(ForwardMsgQueue(), _PLACES):
        return False
    ForwardMsgQueue.clear = _begin
    return True


def _takes(kind: type, name: str) -> list[str] | None:
    does = getattr(kind, name, None)
    return list(signature(does).parameters) if callable(does) else None


class _Waiting(deque):
    """What a session still has to do in the thread of the house. `called`: whether that was told;
    it may be told once too often, never once too little."""

    called = False


def _soon(self: AppSession, callback: Callable[[], None]) -> None:
    waiting: _Waiting = self.__dict__.setdefault("_waiting", _Waiting())
    waiting.append(callback)
    if not waiting.called:
        waiting.called = True
        _call_soon(self, lambda: self._event_loop.call_later(TOGETHER, _do, self, waiting))


def _do(session: AppSession, waiting: _Waiting) -> None:
    waiting.called = False
    try:
        for _ in range(len(waiting)):
            waiting.popleft()()
    finally:
        if waiting and not waiting.called:
            waiting.called = True
            _call_soon(session, lambda: _do(session, waiting))


def _begin(
    self: ForwardMsgQueue,
    retain_lifecycle_msgs: bool = False,
    fragment_ids_this_run: list[str] | None = None,
) -> None:
    if not retain_lifecycle_msgs or fragment_ids_this_run is None:
        return _clear(self, retain_lifecycle_msgs, fragment_ids_this_run)
    setattr(self, _PLACES, {})  # nothing of the new run is put into the place of what stands here


def _send_soon(self: Runtime) -> None:
    told = self._get_async_objs()
    if not told.need_send_data.is_set():
        told.eventloop.call_soon_threadsafe(told.need_send_data.set)


class Values(Mapping):
    """`filtered_state`: the values of a session by the names people gave them, each made when it is
    asked for."""

    def __init__(self, state: SafeSessionState) -> None:
        self._state = state

    def __getitem__(self, key: str) -> object:
        if key.startswith("$$"):  # Streamlit's own
            raise KeyError(key)
        return self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_all_of_it.fget(self._state))

    def __len__(self) -> int:
        return len(_all_of_it.fget(self._state))

    def __repr__(self) -> str:
        return repr(_all_of_it.fget(self._state))


def _noted(self: Cursor, memo: dict) -> Cursor:
    noted = copy(self)
    noted.__dict__ |= {
        name: deepcopy(value, memo)
        for name, value in self.__dict__.items()
        if not isinstance(value, int | tuple | None)
    }
    return noted
