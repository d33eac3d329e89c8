"""A draft beside what the community already has: what is new, what is there, what to ask.

Nothing is written. A name that may be somebody else's is a question, never a silent merge.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from models import Kind, Offer, Person, Pledge
from services.imports import matching
from services.imports.draft import Draft, Place
from services.imports.register import Register, load, same
from services.imports.values import is_role
from services.look import look

NEW = "new"
ADDED, THERE, REVIEW = "added", "there", "review"
KINDS = ("organisation", "person", "meeting", "attendance", "objective", "activity")
KINDS += ("need", "pledge", "offer", "funding")


@dataclass
class Answers:
    """What a person said. `organisations` and `people`: a name or key → the id it is, the other
    drafted name it is, or NEW. `kinds`: `key_of` a need or an offer → its kind. `bring`: keys
    of people in doubt (devices, a few minutes) who were there all the same."""

    organisations: dict[str, UUID | str] = field(default_factory=dict)
    people: dict[str, UUID | str] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    bring: set[str] = field(default_factory=set)
    meeting_date: date | None = None


@dataclass(frozen=True)
class Question:
    """`about`: organisation, person, kind or day. `options`: (answer, words), likeliest first."""

    about: str
    key: str
    words: str
    options: tuple[tuple[UUID | str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """One thing the files say. `verdict`: added, there or review."""

    kind: str
    words: str
    verdict: str
    place: Place | None = None


@dataclass
class Preview:
    """`organisations` and `people`: drafted name or key → existing id, or the name it goes under
    (None: not a name of anybody, or left out)."""

    rows: list[Row] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    organisations: dict[str, UUID | str | None] = field(default_factory=dict)
    people: dict[str, UUID | str | None] = field(default_factory=dict)

    def count(self, verdict: str, kind: str | None = None) -> int:
        return sum(r.verdict == verdict and kind in (None, r.kind) for r in self.rows)

    def kinds(self) -> Counter:
        return Counter((row.kind, row.verdict) for row in self.rows)


def preview(by: Person, draft: Draft, answers: Answers | None = None) -> Preview:
    """The three counts and the questions, for whoever may import."""
    with look(by, "import.files") as session:
        return compare(load(session, by.community_id), draft, answers or Answers())


def compare(register: Register, draft: Draft, answers: Answers) -> Preview:
    found = Preview()
    _organisations(found, register, draft, answers)
    _people(found, register, draft, answers)
    _meetings(found, register, draft, answers)
    _plan(found, register, draft)
    _resources(found, register, draft, answers)
    return found


def names_of(draft: Draft) -> dict[str, Place]:
    """Every organisation the files name, where it is named first."""
    named: dict[str, Place] = {o.name: o.place for o in reversed(draft.organisations)}
    people = {p.key for p in draft.people} | {same(p.name) for p in draft.people}
    for row in [*draft.attendances, *draft.resources]:
        named.setdefault(row.organisation, row.place)
    for activity in draft.activities:
        for owner in activity.owners:
            if owner not in people and same(owner) not in people:
                named.setdefault(owner, activity.place)
    return {name: place for name, place in named.items() if name and not is_role(name)}


def _organisations(found: Preview, register: Register, draft: Draft, answers: Answers) -> None:
    exact = {same(o.name): id for id, o in register.organisations.items()}
    known: dict = {id: o.name for id, o in register.organisations.items()}
    for name, place in names_of(draft).items():
        answer = answers.organisations.get(name)
        if same(name) in exact:
            found.organisations[name] = exact[same(name)]
        elif answer is not None:
            found.organisations[name] = name if answer == NEW else answer
        elif likely := matching.suggest(name, known):
            options = tuple((key, known[key]) for key, _score in likely[:5])
            found.questions.append(Question("organisation", name, name, options))
        else:
            found.organisations[name] = name
        known.setdefault(name, name)
        exact.setdefault(same(name), name)
        _row(found, "organisation", name, _verdict(found.organisations, name), place)


def _verdict(resolved: dict, key: str) -> str:
    """An id is somebody who is there; its own name is somebody new; no answer, to review."""
    if key not in resolved:
        return REVIEW
    return ADDED if resolved[key] == key else THERE


def _people(found: Preview, register: Register, draft: Draft, answers: Answers) -> None:
    doubted = {d.place for d in draft.to_review}
    by_mail = {p.email: id for id, p in register.people.items() if p.email}
    for person in draft.people:
        answer = answers.people.get(person.key)
        org = found.organisations.get(person.organisation)
        certain = by_mail.get(person.email.casefold()) or _namesake(register, person.name, org)
        if answer is not None:
            found.people[person.key] = person.key if answer == NEW else answer
        elif _doubtful(draft, person, doubted) and person.key not in answers.bring:
            found.people[person.key] = None
        elif certain:
            found.people[person.key] = certain
        elif likely := _likely(register, person, org):
            found.questions.append(Question("person", person.key, person.name, likely))
        else:
            found.people[person.key] = person.key
        verdict = _verdict(found.people, person.key)
        left_out = person.key in found.people and found.people[person.key] is None
        _row(found, "person", person.name, REVIEW if left_out else verdict, person.places[0])


def _namesake(register: Register, name: str, org) -> UUID | None:
    """Somebody of the same name who speaks for the same organisation, or for none in the list."""
    namesakes = [id for id, p in register.people.items() if same(p.name) == same(name)]
    mine = [id for id in namesakes if org in register.speak_for[id]]
    if mine:
        return mine[0]
    return namesakes[0] if len(namesakes) == 1 and org is None else None


def _likely(register: Register, person, org) -> tuple:
    """People who may be the same: a like name, at the same organisation or with none named."""
    known = {
        id: p.name
        for id, p in register.people.items()
        if org is None or not register.speak_for[id] or org in register.speak_for[id]
    }
    if is_role(person.name):
        return tuple((id, name) for id, name in known.items() if org in register.speak_for[id])
    return tuple((id, known[id]) for id, _score in matching.suggest(person.name, known)[:5])


def _doubtful(draft: Draft, person, doubted: set[Place]) -> bool:
    """Devices, programs and those seen for a few minutes: left out unless somebody says so."""
    if not set(person.places) & doubted or not draft.attendances or is_role(person.name):
        return False
    return all(
        a.status in ("present", "remote") for a in draft.attendances if a.person == person.key
    )


def _meetings(found: Preview, register: Register, draft: Draft, answers: Answers) -> None:
    days = {a.meeting_date or answers.meeting_date for a in draft.attendances}
    if None in days:
        found.questions.append(Question("day", "", ""))
    for day in sorted(days - {None}):
        _row(found, "meeting", day.isoformat(), THERE if day in register.meetings else ADDED)
    for row in draft.attendances:
        if row.status == "absent" and not row.said:
            continue  # an empty cell of a matrix says nothing of anybody
        day, who = row.meeting_date or answers.meeting_date, found.people.get(row.person)
        _row(found, "attendance", row.person, _attendance(register, day, who), row.place)


def _attendance(register: Register, day: date | None, who: UUID | str | None) -> str:
    if day is None or who is None:
        return REVIEW
    meeting = register.meetings.get(day)
    there = meeting and (meeting.id, who) in register.attendances
    return THERE if there else ADDED


def _plan(found: Preview, register: Register, draft: Draft) -> None:
    objectives = {}
    for objective in draft.objectives:
        row = register.take("objective", same(objective.title))
        objectives[objective.key] = row.id if row else objective.key
        _row(found, "objective", objective.title, THERE if row else ADDED, objective.place)
    activities = {}
    for activity in draft.activities:
        key = (same(activity.title), objectives.get(activity.objective))
        row = register.take("activity", key)
        activities[activity.key] = row.id if row else activity.key
        _row(found, "activity", activity.title, THERE if row else ADDED, activity.place)
    for funding in draft.funding:
        key = (same(funding.purpose), objectives.get(funding.objective))
        row = register.take("funding", key)
        _row(found, "funding", funding.purpose, THERE if row else ADDED, funding.place)
    for need in draft.needs:
        key = (same(need.title), objectives.get(need.objective), activities.get(need.activity))
        row = register.take("need", key)
        _row(found, "need", need.title, THERE if row else ADDED, need.place)


def _resources(found: Preview, register: Register, draft: Draft, answers: Answers) -> None:
    """A need or an offer whose kind nobody said is a question; so is an offer of nobody's."""
    for thing in [*draft.needs, *draft.resources]:
        if thing.kind is None and answer_for(answers, thing) is None:
            found.questions.append(Question("kind", key_of(thing), thing.title))
    for resource in draft.resources:
        giver = found.organisations.get(resource.organisation)
        row = given(register, resource, giver)
        verdict = REVIEW if giver is None else THERE if row else ADDED
        kind = "offer" if resource.standing else "pledge"
        _row(found, kind, resource.title, verdict, resource.place)


def given(register: Register, resource, giver) -> Offer | Pledge | None:
    """The row that says the same already: a standing offer may have come in as a pledge before."""
    key = (same(resource.title), giver)
    found = register.take("offer", key) if resource.standing else None
    return found or register.take("pledge", key)


def key_of(thing) -> str:
    """Where it stands and what it says: two needs of one row are two questions."""
    return f"{thing.place.file}/{thing.place.sheet}/{thing.place.row}/{thing.title}"


def answer_for(answers: Answers, thing) -> Kind | None:
    return answers.kinds.get(key_of(thing))


def _row(found: Preview, kind: str, words: str, verdict: str, place: Place | None = None) -> None:
    found.rows.append(Row(kind, words, verdict, place))
