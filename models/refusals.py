"""The kind ways to say no. The page shows the sentence, in the reader's language."""

from collections.abc import Callable

from translations import _, mark


class Refused(Exception):
    """Something a person asked for that the rules don't allow; nothing has changed.

    `Refused(mark("This name is taken: {name}."), name=name, field="name")`: the sentence
    is marked, not yet translated; `field` names the place in the form, if there is one. `also`:
    the others, where several fields of one form are wrong.
    """

    also: tuple["Refused", ...] = ()

    def __init__(self, message: str, /, field: str | None = None, **values) -> None:
        self.message, self.field, self.values = message, field, values
        super().__init__(message)

    def __str__(self) -> str:
        said = {key: _(v) if isinstance(v, str) else v for key, v in self.values.items()}
        return _(self.message, **said)


class NotFound(Refused):
    def __init__(self) -> None:
        super().__init__(mark("This is not here any more."))


class NotAllowed(Refused):
    def __init__(self) -> None:
        super().__init__(mark("Your role in this community does not allow this."))


class Changed(Refused):
    """Somebody else changed the same field meanwhile; both values are shown. `theirs` and `mine`
    are kept as they are, for a page that knows what people call them."""

    def __init__(self, field: str, theirs: object, mine: object) -> None:
        self.theirs, self.mine = theirs, mine
        super().__init__(
            mark("Meanwhile someone wrote “{theirs}” here; you wrote “{mine}”. Choose one."),
            field=field,
            theirs="–" if theirs in (None, "") else str(theirs),
            mine="–" if mine in (None, "") else str(mine),
        )


def all_of(*says: Callable[[], object]) -> list:
    """What each says. Refused for all of them that refuse, so that a form marks every field that
    is wrong and not only the first."""
    said, noes = [], []
    for say in says:
        try:
            said.append(say())
        except Refused as no:
            noes += [no, *no.also]
    if noes:
        noes[0].also = tuple(noes[1:])
        raise noes[0]
    return said
