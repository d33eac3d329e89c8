"""Sessions without a screen: they run the meeting room as a browser does, and follow it."""

import asyncio
import json
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect as open_socket

from benchmarks.room.house import House

IDEA = "Idea "  # begins what is committed; a number follows
AT_ONCE = 10  # sessions that come in together


async def come_in(house: House, n: int) -> list["Session"]:
    sessions = [Session(house, house.cookie(i)) for i in range(n)]
    for at in range(0, n, AT_ONCE):
        await asyncio.gather(*(s.enter() for s in sessions[at : at + AT_ONCE]))
    return sessions


class Session:
    """Streamlit's socket and the live one. `query`: what stands in the page's address."""

    def __init__(self, house: House, cookie: str, query: str = "") -> None:
        self.house, self.cookie, self.query = house, cookie, query
        self.carrier = self.fragment = self.hash = self.community = ""
        self.shown = self.wanted = 0
        self.asked, self.seen = False, {}
        self.woken, self.finished = asyncio.Event(), asyncio.Event()
        self.tasks: list[asyncio.Task] = []

    async def enter(self) -> None:
        self.stream = await self._open("_stcore/stream", origin=True, subprotocols=["streamlit"])
        self.tasks.append(asyncio.create_task(self._read()))
        await self.run()
        if self.community:
            self.line = await self._open(f"live/{self.community}")
            self.tasks.append(asyncio.create_task(self._hear()))
            await self.line.send(json.dumps({"at": str(self.house.meeting.id)}))

    async def leave(self) -> None:
        for task in self.tasks:
            task.cancel()
        await self.stream.close()
        await self.line.close()

    async def run(self) -> None:
        """The whole page, until it is there."""
        asks = BackMsg()
        asks.rerun_script.page_name = "meeting"
        asks.rerun_script.query_string = self.query
        self.finished.clear()
        await self.stream.send(asks.SerializeToString())
        await asyncio.wait_for(self.finished.wait(), 60)

    async def shows(self, words: str) -> float:
        """When the delta with these words came."""
        while words not in self.seen:
            self.woken.clear()
            await asyncio.wait_for(self.woken.wait(), 60)
        return self.seen[words]

    async def _open(self, path: str, origin: bool = False, **options):
        return await open_socket(
            f"ws://{self.house.at}/{path}",
            additional_headers={"Cookie": self.cookie},
            origin=f"http://{self.house.at}" if origin else None,
            max_size=None,
            compression=None,
            ping_interval=None,
            **options,
        )

    async def _read(self) -> None:
        """A browser decodes each message; here only those that say something to us."""
        async for frame in self.stream:
            if IDEA.encode() in frame:
                self._find_words(frame)
            if b"tavolo_live" in frame:
                self._find_carrier(frame)
            elif len(frame) < 3000:
                self._find_state(ForwardMsg.FromString(frame))

    def _find_words(self, frame: bytes) -> None:
        text, now = frame.decode("utf-8", "ignore"), time.time()
        for piece in text.split(IDEA)[1:]:
            n = piece[: len(piece) - len(piece.lstrip("0123456789"))]
            self.seen.setdefault(IDEA + n, now)
        self.woken.set()

    def _find_state(self, said: ForwardMsg) -> None:
        kind = said.WhichOneof("type")
        if kind == "new_session":
            self.hash = said.new_session.page_script_hash or self.hash
        elif kind == "script_finished":
            self.finished.set()

    def _find_carrier(self, frame: bytes) -> None:
        delta = ForwardMsg.FromString(frame).delta
        drawn = delta.new_element.bidi_component
        if drawn.component_name.endswith("tavolo_live"):
            told = json.loads(drawn.json)
            self.fragment, self.carrier = delta.fragment_id, drawn.id
            self.community, self.shown = told["community"], told["revision"]
            self.asked = False
            asyncio.get_running_loop().create_task(self._ask())

    async def _hear(self) -> None:
        async for text in self.line:
            self.wanted = max(self.wanted, json.loads(text).get("revision", 0))
            await self._ask()

    async def _ask(self) -> None:
        """As live.js does: one question at a time."""
        if self.asked or self.wanted <= self.shown:
            return
        self.asked = True
        asks = BackMsg()
        asks.rerun_script.fragment_id = self.fragment
        asks.rerun_script.page_script_hash = self.hash
        pressed = asks.rerun_script.widget_states.widgets.add()
        pressed.id = f"$$STREAMLIT_INTERNAL_KEY_{self.carrier}__events"
        pressed.json_trigger_value = json.dumps([{"event": "moved", "value": self.wanted}])
        await self.stream.send(asks.SerializeToString())
