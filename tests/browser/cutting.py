"""A line that can be cut: a small TCP proxy of our own. (A browser's own offline switch leaves open
sockets alive.)"""

import socket
from contextlib import suppress
from threading import Lock, Thread


class Wire:
    """Between a browser and a house. `cut()`: nothing passes, and nobody is told; `mend()`."""

    def __init__(self, port: int) -> None:
        self.house, self.is_cut, self.lock = port, False, Lock()
        self.pairs: set[tuple[socket.socket, socket.socket]] = set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        Thread(target=self._welcome, daemon=True).start()

    def rule(self, port: int) -> str:
        """For Chromium: whoever asks for the house goes through here."""
        return f"--host-resolver-rules=MAP localhost:{port} 127.0.0.1:{self.port}"

    def cut(self) -> None:
        with self.lock:
            self.is_cut = True
            for pair in tuple(self.pairs):
                self._end(pair)

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        self.door.close()

    def _welcome(self) -> None:
        with suppress(OSError):
            while True:
                guest, _ = self.door.accept()
                Thread(target=self._carry, args=[guest], daemon=True).start()

    def _carry(self, guest: socket.socket) -> None:
        with suppress(OSError):
            if self.is_cut:
                return guest.close()
            host = socket.create_connection(("localhost", self.house))
            pair = (guest, host)
            with self.lock:
                self.pairs.add(pair)
            Thread(target=self._pass, args=[host, guest, pair], daemon=True).start()
            self._pass(guest, host, pair)

    def _pass(self, one: socket.socket, other: socket.socket, pair) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        self._end(pair)

    def _end(self, pair) -> None:
        self.pairs.discard(pair)
        for end in pair:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
