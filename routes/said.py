"""The words of a form that came in from a phone, each made into what it stands for."""

from datetime import date, time
from uuid import UUID, uuid4

from models.refusals import Refused
from translations import mark


def op_of(form: dict) -> UUID:
    """The form's operation id, so that what is sent twice happens once; a form without one, or
    with a broken one, is a new act."""
    try:
        return UUID(str(form.get("op", "")))
    except ValueError:
        return uuid4()


class Said:
    """A form that came in: its words, each as what it stands for. Refused where it is none."""

    def __init__(self, form: dict, meeting_id: UUID) -> None:
        self.form, self.meeting_id = form, meeting_id

    @property
    def op(self) -> UUID:
        return op_of(self.form)

    def text(self, field: str) -> str:
        return str(self.form.get(field, ""))

    def id(self, field: str) -> UUID | None:
        return self._made(UUID, field)

    def day(self, field: str) -> date | None:
        return self._made(date.fromisoformat, field)

    def clock(self, field: str) -> time | None:
        return self._made(time.fromisoformat, field)

    def count(self, field: str) -> int:
        return self._made(int, field) or 0

    def whole(self, field: str) -> int | None:
        """How many of them; nothing is not said. Refused: no number."""
        text = self.text(field).strip()
        if text and not text.isdecimal():
            raise Refused(mark("Write how many, at least one; or leave it empty."), field=field)
        return int(text) if text else None

    def each(self, name: str, blanks: bool = False) -> dict[UUID, str]:
        """The fields `name-<id>` that were filled in, or all of them: {id: words}."""
        found = {
            f.removeprefix(f"{name}-"): str(w)
            for f, w in self.form.items()
            if f.startswith(f"{name}-")
        }
        return {id_of(id): words for id, words in found.items() if blanks or words.strip()}

    def one_of(self, kind, field: str):
        return self._made(kind, field)

    def _made(self, make, field: str):
        word = self.text(field).strip()
        try:
            return make(word) if word else None
        except ValueError as no:
            raise Refused(mark("Choose one of those shown."), field=field) from no


def id_of(word: str) -> UUID:
    try:
        return UUID(word)
    except ValueError as no:
        raise Refused(mark("Choose one of those shown.")) from no
