"""What files say, before anything is compared with a community or written anywhere."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Place:
    """Where something was read, so that a person finds it again; `row` as the file counts."""

    file: str
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True)
class Doubt:
    """Something a person should look at: `why` is a marked sentence with its `values`."""

    place: Place
    what: str
    why: str
    values: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Organisation:
    place: Place
    name: str
    legal_form: str = ""
    website: str = ""
    tax_code: str = ""
    contact: str = ""
    email: str = ""
    kept: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """One person of one file; `key` is what attendances, owners and resources call them by."""

    places: tuple[Place, ...]
    key: str
    name: str
    email: str = ""
    organisation: str = ""
    kept: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Attendance:
    """`status`: present, remote, registered, cancelled or absent; `said` as the cell has it.

    `meeting_date` is None where the file names no day: the person who imports chooses.
    """

    place: Place
    meeting_date: date | None
    person: str
    organisation: str
    status: str
    minutes: int | None = None
    said: str = ""
    note: str = ""


@dataclass(frozen=True)
class Objective:
    place: Place
    key: str
    title: str
    statement: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    steward: str = ""
    kept: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Activity:
    """`objective` is an objective's key; `owners` are names or people's keys, as written.

    `state`: planned, in_progress or done; `late` that the file called it late, which Tavolo
    computes by itself. `wanted`: the file says that somebody is looked for.
    """

    place: Place
    key: str
    title: str
    objective: str = ""
    owners: tuple[str, ...] = ()
    contributors: str = ""
    due_on: date | None = None
    due_text: str = ""
    state: str = "planned"
    state_text: str = ""
    late: bool = False
    wanted: bool = False
    needs_text: str = ""
    note: str = ""
    kept: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnerLine:
    """A line of a list of owners: for an activity, or for an objective as a whole.

    `role`: responsible or contributor; `said` as the file has it.
    """

    place: Place
    person: str
    role: str
    said: str
    objective: str = ""
    activity: str = ""
    kept: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """`kind` None: the file does not say, a person chooses. Quantity in thousandths."""

    place: Place
    title: str
    kind: str | None = None
    objective: str = ""
    activity: str = ""
    quantity_milli: int | None = None
    unit: str | None = None
    approximate: bool = False
    quantity_text: str = ""
    note: str = ""
    kept: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """Of what stays available. `step_free`: yes, no or unknown; `note`: words of its columns that
    no field takes."""

    when_note: str = ""
    seats: int | None = None
    people: int | None = None
    step_free: str = "unknown"
    terms: str = "gift"
    note: str = ""


@dataclass(frozen=True)
class Resource:
    """Something an organisation puts on the table; kind and quantity as in Need. `standing`: what
    a standing offer says besides; None for a pledge."""

    place: Place
    title: str
    organisation: str = ""
    person: str = ""
    kind: str | None = None
    quantity_milli: int | None = None
    unit: str | None = None
    approximate: bool = False
    quantity_text: str = ""
    when_text: str = ""
    note: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    standing: Standing | None = None


@dataclass(frozen=True)
class Funding:
    """`amount_cents` only where the file has one plain amount, in the file's own currency."""

    place: Place
    objective: str
    purpose: str
    amount_cents: int | None = None
    currency: str = ""
    amount_text: str = ""
    funded: str = ""
    sponsors: str = ""
    kept: dict[str, str] = field(default_factory=dict)


@dataclass
class Sheet:
    """How one sheet was read: what the preview shows, and what a person may change.

    `columns` are the headings as written; `mapping` says which of our fields is which column
    (counted from 0); `meetings` which column is which meeting; `dropped` the headings left out
    because they tell of health, diet, telephone or address; `unmapped` the rest.
    """

    file: str
    sheet: str = ""
    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    columns: tuple[str, ...] = ()
    mapping: dict[str, int] = field(default_factory=dict)
    meetings: dict[int, date] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()
    rows: int = 0
    month_first: bool = False
    date_format: str = ""
    year: int | None = None
    meeting_date: date | None = None


@dataclass
class Draft:
    sheets: list[Sheet] = field(default_factory=list)
    empty_sheets: int = 0
    joined_rows: int = 0
    organisations: list[Organisation] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    owner_lines: list[OwnerLine] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    to_review: list[Doubt] = field(default_factory=list)
    _met: set[tuple] = field(default_factory=set, repr=False)

    def first_time(self, *words) -> bool:
        """True the first time these words are met; what is said once is added once."""
        met = words in self._met
        self._met.add(words)
        return not met

    def doubt(self, place: Place, what: str, why: str, /, **values) -> None:
        self.to_review.append(Doubt(place, what, why, values))
