"""What single cells mean: who was there, for how long, who owns, which kind, which state."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from services.imports.text import plain, words

_TICKS = {"✓", "✔", "☑", "✅", "•", "●", "√", "✗✓"}
_PRESENCE = {
    "present": "x xx si 1 p presente presenti yes y true vero checkedin attended present",
    "remote": "online remoto daremoto inremoto remote collegato collegata webinar zoom teams",
    "registered": "attending iscritto iscritta registered confermato confermata confirmed",
    "cancelled": "notattending refunded cancelled canceled annullato annullata deleted rimborsato",
    "absent": "no n 0 a ag assente assenti absent false falso giust giustificato giustificata "
    "noshow",
}
PRESENCE = {word: status for status, said in _PRESENCE.items() for word in said.split()}

_KINDS = {
    "space": "spazio spazi sala sale locale locali luogo space spaces venue room",
    "skill": "competenza competenze abilita consulenza consulenze skill skills expertise",
    "equipment": "attrezzatura attrezzature strumento strumenti equipment tools",
    "time": "tempo volontari volontariato ore time hours volunteers volunteering",
    "material": "materiale materiali material materials",
    "money": "denaro euro contributo contributi soldi fondi money cash funds",
}
KINDS = {word: kind for kind, said in _KINDS.items() for word in said.split()}

_STATES = {
    "planned": "dafare dainiziare dainiziarsi pianificato pianificata planned todo notstarted "
    "nonavviato nonavviata proposta proposed inattesa",
    "in_progress": "incorso avviato avviata iniziato iniziata inprogress started ongoing",
    "late": "inritardo ritardo late overdue delayed scaduto scaduta",
    "done": "fatto fatta concluso conclusa completato completata chiuso chiusa finito finita "
    "terminato terminata done complete completed closed",
}
STATES = {word: state for state, said in _STATES.items() for word in said.split()}

_ROLES = (
    "referente referenti uditore uditrice espertoinvitato espertainvitata esperto esperta "
    "invitato invitata ospite guest facilitatore facilitatrice relatore relatrice vari varie "
    "tutti tutte altri altre all everyone various staff"
)
_NOBODY = "tbd tba dadefinire dadecidere daindividuare nessuno cercasi helpwanted nd na none"
_DEVICE = re.compile(
    r"^(iphone|ipad|galaxy|samsung|huawei|xiaomi|redmi|oppo|android|macbook|laptop|tablet|pc)\b"
    r"|^(zoom user|utente zoom|dispositivo)\b"
    r"|\b(read\.ai|otter\.ai|fireflies|notetaker|note taker|meeting notes|fathom|tl;dv|tactiq)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_ASIDE = (
    "guest ospite host cohost organizzatore organizer me io shehher sheher hehim theythem lei lui"
)


@dataclass(frozen=True)
class Named:
    """A person as a list shows them: the name, and an organisation put in brackets beside it."""

    name: str
    organisation: str = ""


def presence(said: str) -> str | None:
    """present, remote, registered, cancelled or absent; empty is absent; None if unclear."""
    if said.strip() in _TICKS:
        return "present"
    word = plain(said)
    if not word:
        return "absent" if not said.strip(" -–—_./") else None
    return PRESENCE.get(word) or ("absent" if word.startswith("assente") else None)


def answer(said: str) -> str | None:
    """The same for a registration: a yes is registered, a no cancelled; None if unclear."""
    promised = {"present": "registered", "remote": "registered", "absent": "cancelled"}
    if not said.strip():
        return None
    status = presence(said)
    return status if plain(said) == "checkedin" else promised.get(status, status)


def minutes(said: str) -> int | None:
    """Whole minutes of 172, “1h 27m 51s”, 01:27:51 or 1:27; None if none of these, or over 2 days.

    Rounded down: who stayed 4 minutes and 59 seconds stayed under five.
    """
    text = said.strip().lower()
    if re.fullmatch(r"\d{1,4}(?:[.,]\d+)?", text):
        seconds = float(text.replace(",", ".")) * 60
    elif clock := re.fullmatch(r"(\d{1,3}):(\d{2})(?::(\d{2}))?", text):
        seconds = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3] or 0)
    else:
        seconds = _spelled_seconds(text)
    return int(seconds // 60) if seconds is not None and seconds <= 172_800 else None


def person(said: str) -> Named:
    """«D'Angelo, Lucia» is Lucia D'Angelo; in brackets an organisation, “Guest” or a nickname."""
    inside = [aside.strip() for aside in _BRACKET.findall(said)]
    name = _turned(" ".join(_BRACKET.sub(" ", said).split()))
    named = [aside for aside in inside if not _is_aside(aside, name)]
    return Named(name, named[0] if named else "")


def is_device(name: str) -> bool:
    """A telephone or a program that takes notes, not a person's name."""
    return bool(_DEVICE.search(name))


def is_role(name: str) -> bool:
    """A word for a part somebody plays, neither a person's name nor an organisation's."""
    return plain(name) in _ROLES.split() or is_nobody(name)


def is_nobody(said: str) -> bool:
    """???, TBD, da definire, a dash: a place kept free."""
    return not plain(said) or plain(said) in _NOBODY.split()


def owners(said: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The names in a cell, none for “???”. Split at ; and + and new lines.

    At “ e ”, “ and ”, & and commas only when every part is `known`: «Pace e Bene» is one.
    """
    apart = [part.strip() for part in re.split(r";|\n|\s\+\s", said)]
    found = [name for part in apart for name in _apart_if_known(part, known)]
    return tuple(dict.fromkeys(name for name in found if not is_nobody(name)))


def kind(said: str) -> str | None:
    """One of the six kinds of resource; None if the words are none of theirs."""
    return "money" if said.strip() in ("€", "€€") else KINDS.get(plain(said))


def state(said: str) -> tuple[str | None, bool]:
    """(planned, in_progress or done; whether it was called late). Empty is planned."""
    if said.strip() in _TICKS:
        return "done", False
    if not said.strip():
        return "planned", False
    found = STATES.get(plain(said))
    return ("in_progress", True) if found == "late" else (found, False)


def _spelled_seconds(text: str) -> int | None:
    found = re.fullmatch(
        r"(?:(\d{1,3})\s*(?:h|ore|ora|hours?|hrs?)\.?)?\s*"
        r"(?:(\d{1,4})\s*(?:m|min|minuti|minuto|mins?|minutes?)\.?)?\s*"
        r"(?:(\d{1,5})\s*(?:s|sec|secondi|seconds?)\.?)?",
        text,
    )
    if not found or not any(found.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def _turned(name: str) -> str:
    last, comma, first = name.partition(",")
    is_name = comma and "," not in first and not re.search(r"\d", name)
    if is_name and 1 <= len(first.split()) <= 3 and 1 <= len(last.split()) <= 3:
        return f"{first.strip()} {last.strip()}"
    return name


def _is_aside(aside: str, name: str) -> bool:
    """Not an organisation: a part in the meeting, pronouns, or a word of the name itself."""
    if not plain(aside) or plain(aside) in _ASIDE.split() or "@" in aside:
        return True
    return bool(set(words(aside).split()) & set(words(name).split()))


def _apart_if_known(part: str, known: Callable[[str], bool]) -> list[str]:
    parts = [each.strip() for each in re.split(r",|\s(?:e|ed|and|&)\s", part)]
    return parts if len(parts) > 1 and all(each and known(each) for each in parts) else [part]
