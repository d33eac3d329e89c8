"""What makes Streamlit quicker leaves it as it is: each message in order, each value its own."""

import asyncio
import threading
from copy import deepcopy

import pytest
from streamlit.cursor import LockedCursor, RunningCursor
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from components import quicker


class Session:
    """What is needed of one: a loop to come to, and who is woken in it."""

    def __init__(self, loop) -> None:
        self._event_loop = loop


@pytest.fixture
def woken(monkeypatch) -> list:
    told, soon = [], quicker._call_soon
    monkeypatch.setattr(quicker, "_call_soon", lambda *args: (told.append(1), soon(*args)))
    return told


def test_messages_come_all_and_in_order_and_wake_the_house_less_often(woken):
    heard = []

    async def hear() -> None:
        session, n = Session(asyncio.get_running_loop()), 1000
        teller = threading.Thread(
            target=lambda: [quicker._soon(session, lambda k=k: heard.append(k)) for k in range(n)]
        )
        teller.start()
        async with asyncio.timeout(10):
            while len(heard) < n:
                await asyncio.sleep(0.005)
        teller.join()

    asyncio.run(hear())
    assert heard == list(range(1000)) and len(woken) < 500


def test_a_message_that_fails_keeps_none_behind_it():
    heard, failed = [], []

    async def hear() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, what: failed.append(what["exception"]))
        session = Session(loop)
        for do in (lambda: heard.append(1), lambda: 1 / 0, lambda: heard.append(2)):
            quicker._soon(session, do)
        await asyncio.sleep(0.1)

    asyncio.run(hear())
    assert heard == [1, 2] and isinstance(failed[0], ZeroDivisionError)


def test_one_value_is_looked_up_as_among_all_of_them():
    state = SafeSessionState(SessionState(), lambda: None)
    state["said"], state["empty"] = "hello", None
    some, all = quicker.Values(state), state.filtered_state
    assert dict(some) == dict(all) and len(some) == len(all) == 2
    assert "said" in some and some["empty"] is None and "nobody" not in some
    with pytest.raises(KeyError):
        some["$$ID-a-b"]


def test_a_noted_place_does_not_move_with_the_one_that_goes_on():
    place = RunningCursor(root_container=0, parent_path=(1, 2))
    place.get_transient_cursor()
    place._transient_elements[0] = "passing"

    noted = quicker._noted(place, {})
    plain = deepcopy(place)
    place.lock_element()

    assert noted.delta_path == plain.delta_path != place.delta_path
    assert list(noted.transient_elements) == ["passing"] and not list(place.transient_elements)
    assert noted.lock_element().delta_path == plain.delta_path


def drawn(words: str, at: int, part: str) -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path[:] = [0, at]
    message.delta.fragment_id = part
    message.delta.new_element.markdown.body = words
    return message


def test_a_part_is_told_whole_and_finished_though_another_one_begins(as_it_is):
    done = ForwardMsg(script_finished=ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
    told = [drawn("one", 0, "door"), drawn("two", 1, "line"), done]

    def after_another_begins() -> tuple[list, list]:
        queue = ForwardMsgQueue()
        for message in told:
            queue.enqueue(message)
        queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["line"])
        kept = list(queue._queue)
        queue.enqueue(drawn("three", 1, "line"))
        return kept, queue.flush()

    assert quicker.be_quicker()
    kept, sent = after_another_begins()
    assert kept == told and sent == [*told, drawn("three", 1, "line")]
    queue = ForwardMsgQueue()
    queue.enqueue(drawn("one", 0, "door"))
    queue.clear(retain_lifecycle_msgs=True)  # the whole page begins: all of it is drawn again
    assert queue.is_empty()


@pytest.fixture
def as_it_is(monkeypatch) -> None:
    """What a test changes in Streamlit is put back."""
    for kind, name in (
        (AppSession, quicker.SOON),
        (Runtime, quicker.SEND),
        (SafeSessionState, quicker.ALL),
        (ForwardMsgQueue, "clear"),
    ):
        monkeypatch.setattr(kind, name, kind.__dict__[name])
    for kind in (RunningCursor, LockedCursor):
        monkeypatch.setattr(kind, "__deepcopy__", quicker._noted, raising=False)


def test_this_streamlit_is_the_one_we_know_and_another_is_left_as_it_is(as_it_is, monkeypatch):
    assert quicker.be_quicker()

    def other(self, callback, more):
        raise AssertionError

    monkeypatch.setattr(AppSession, quicker.SOON, other)
    monkeypatch.setattr(RunningCursor, "__deepcopy__", other)
    assert not quicker.be_quicker()
    assert AppSession.__dict__[quicker.SOON] is RunningCursor.__deepcopy__ is other
