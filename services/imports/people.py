"""Lists of people: who was in the meeting, or who put their name down for it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from services.imports import dates, values
from services.imports.columns import Row
from services.imports.draft import Attendance, Draft, Organisation, Person, Resource, Sheet
from services.imports.matching import same_person
from services.imports.text import plain, words
from translations import mark

SHORT = 5
COMPARED = 30  # of people with one name or one address: a bound on work, not on the list
_STRONGEST = ("present", "remote", "registered", "absent", "cancelled")


@dataclass(frozen=True)
class Seen:
    """One person as the list's lines tell, joined where they are the same."""

    rows: tuple[Row, ...]
    name: str
    email: str
    organisation: str
    status: str | None
    said: str
    minutes: int | None = None


def read(rows: list[Row], sheet: Sheet, draft: Draft, known: Callable[[str], bool]) -> None:
    """People, their organisations and attendances; what they offer in a registration form."""
    _doubt_year(rows[0], sheet, draft)
    seen = _joined([_seen(row, sheet, draft) for row in rows], sheet, draft)
    for one in seen:
        person = add_person(one.rows, one.name, one.email, one.organisation, sheet, draft)
        _attendance(one, person, sheet, draft)
        _resources(one, person, draft)
    if not {"status", "answer", "join", "duration", "timestamp"} & sheet.mapping.keys():
        place = replace(rows[0].place, row=sheet.header_line)
        draft.doubt(
            place,
            sheet.columns[sheet.mapping["full_name"]] if "full_name" in sheet.mapping else "",
            mark("No column says who was there: everyone in this list is read as present."),
        )


def add_person(
    rows: tuple[Row, ...], name: str, email: str, organisation: str, sheet: Sheet, draft: Draft
) -> Person:
    """The person and, once for each spelling, the organisation; doubts about both."""
    place = rows[0].place
    kept = {key: said for row in rows for key, said in row.kept.items()}
    organisation = _organisation(rows[0], organisation, draft)
    places = tuple(row.place for row in rows)
    key = f"{sheet.file}/{sheet.sheet}/{place.row}"
    person = Person(places, key, name, email, organisation, kept)
    draft.people.append(person)
    if values.is_device(name):
        draft.doubt(place, name, mark("This looks like a device or a program, not a person."))
    elif not name or values.is_role(name):
        what = name or email or organisation
        draft.doubt(place, what, mark("This person has no name in the list."))
    return person


def meeting_date(sheet: Sheet, rows: list[Row]) -> date | None:
    """The day most people came in; for a form, the day named in its question, if any."""
    joined = [dates.read(row["join"], sheet.month_first).day for row in rows if row["join"]]
    days = Counter(day for day in joined if day)
    if days:
        return days.most_common(1)[0][0]
    question = sheet.columns[sheet.mapping["answer"]] if "answer" in sheet.mapping else ""
    return _named_day(question, sheet.year).day


def _named_day(question: str, year: int | None) -> dates.Day:
    """“Parteciperai all'incontro del 6 luglio?”"""
    said = question.strip(" ?").split()
    texts = (" ".join(said[n : n + length]) for length in (3, 2, 1) for n in range(len(said)))
    found = (dates.read(text, year=year) for text in texts)
    return next((day for day in found if day.day), dates.Day(question))


def _doubt_year(row: Row, sheet: Sheet, draft: Draft) -> None:
    """The day in a form's question often has no year; the answers' year was put in."""
    question = sheet.columns[sheet.mapping["answer"]] if "answer" in sheet.mapping else ""
    day = _named_day(question, sheet.year)
    if day.year_missing and day.day == sheet.meeting_date:
        place = replace(row.place, row=sheet.header_line)
        draft.doubt(place, day.text, mark("The year is not written; read as {day}."), day=day.day)


def who(row: Row, draft: Draft) -> tuple[str, str, str]:
    """(name, e-mail, organisation) of a row; a word that is no address goes to review."""
    whole = row["full_name"] or f"{row['first_name']} {row['last_name']}".strip()
    named, email = values.person(whole), row["email"]
    if email and "@" not in email:
        draft.doubt(row.place, email, mark("This is not an e-mail address; it is left out."))
        email = ""
    return named.name, email, row["organisation"] or named.organisation


def _seen(row: Row, sheet: Sheet, draft: Draft) -> Seen:
    status, said = _status(row, sheet)
    return Seen((row,), *who(row, draft), status, said, _minutes(row, sheet))


def _status(row: Row, sheet: Sheet) -> tuple[str | None, str]:
    """What the list says of this person; without a word, what such a list means by itself."""
    if "answer" in sheet.mapping:
        return values.answer(row["answer"]), row["answer"]
    if "status" in sheet.mapping:
        read = values.answer if sheet.kind == "registrations" else values.presence
        return read(row["status"]), row["status"]
    if sheet.kind == "registrations":
        return "registered", ""
    online = {"join", "leave", "duration"} & sheet.mapping.keys()
    return ("remote" if online else "present"), ""


def _minutes(row: Row, sheet: Sheet) -> int | None:
    """Those written; else from coming to leaving."""
    if row["duration"]:
        return values.minutes(row["duration"])
    came = dates.instant(row["join"], sheet.month_first)
    left = dates.instant(row["leave"], sheet.month_first)
    if not came or not left or left < came:
        return None
    return int((left - came).total_seconds() // 60)


def _joined(seen: list[Seen], sheet: Sheet, draft: Draft) -> list[Seen]:
    """Lines of one person together. Looked up by e-mail and by name, not each against each."""
    found: list[Seen] = []
    where: dict[str, list[int]] = {}
    for one in seen:
        keys = [k for k in (one.email.casefold(), words(one.name)) if k]
        near = [n for key in keys for n in where.get(key, [])[:COMPARED]]
        same = next((n for n in near if _is_same(one, found[n])), None)
        if same is None:
            same = len(found)
            found.append(one)
            if near and one.email and one.email.casefold() == found[near[0]].email.casefold():
                draft.doubt(
                    one.rows[0].place,
                    one.name,
                    mark("“{other}” has the same e-mail: are they the same person?"),
                    other=found[near[0]].name,
                )
        else:
            found[same] = _together(found[same], one, sheet)
            draft.joined_rows += 1
        for key in keys:
            if same not in where.setdefault(key, [])[-COMPARED:]:
                where[key].append(same)
    return found


def _is_same(one: Seen, other: Seen) -> bool:
    return same_person(
        (one.name, one.email, one.organisation), (other.name, other.email, other.organisation)
    )


def _together(one: Seen, two: Seen, sheet: Sheet) -> Seen:
    """The fuller name, minutes added; of a form the last answer, of a list the surest presence."""
    minutes = [m for m in (one.minutes, two.minutes) if m is not None]
    later = two if sheet.kind == "registrations" and two.status else one
    if sheet.kind != "registrations":
        order = [*_STRONGEST, None]
        later = min(one, two, key=lambda each: order.index(each.status))
    return Seen(
        one.rows + two.rows,
        max(one.name, two.name, key=len),
        one.email or two.email,
        one.organisation or two.organisation,
        later.status,
        later.said,
        sum(minutes) if minutes else None,
    )


def _organisation(row: Row, said: str, draft: Draft) -> str:
    """The name as written, added to the draft once; a role is no organisation."""
    if not said:
        return ""
    if values.is_role(said):
        draft.doubt(row.place, said, mark("This is a part somebody plays, not an organisation."))
        return ""
    if draft.first_time("organisation", plain(said)):
        draft.organisations.append(Organisation(row.place, said))
    return said


def _attendance(one: Seen, person: Person, sheet: Sheet, draft: Draft) -> None:
    place, row = one.rows[0].place, one.rows[0]
    if one.status is None:
        draft.doubt(
            place,
            one.said or one.name,
            mark("We can't tell whether {name} was there or is coming."),
            name=one.name,
        )
        return
    if one.minutes is not None and one.minutes < SHORT and not values.is_device(one.name):
        draft.doubt(
            place,
            one.name,
            mark("In the meeting for less than five minutes."),
            minutes=one.minutes,
        )
    draft.attendances.append(
        Attendance(
            place,
            sheet.meeting_date,
            person.key,
            person.organisation,
            one.status,
            one.minutes,
            one.said,
            row["note"],
        )
    )


def _resources(one: Seen, person: Person, draft: Draft) -> None:
    for row in one.rows:
        if row["resource"] and not values.is_nobody(row["resource"]):
            draft.resources.append(
                Resource(row.place, row["resource"], person.organisation, person.key)
            )
            draft.doubt(
                row.place, row["resource"], mark("Which kind of resource is this, and how much?")
            )
