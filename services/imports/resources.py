"""Lists of what organisations put on the table, and lists of the organisations themselves."""

from collections.abc import Callable

from services.imports import amounts, values
from services.imports.columns import Row
from services.imports.draft import Draft, Organisation, Person, Resource, Sheet
from services.imports.standing import DETAILS, standing
from services.imports.text import plain
from translations import mark


def read_resources(
    rows: list[Row], sheet: Sheet, draft: Draft, known: Callable[[str], bool]
) -> None:
    """A resource for each row, with kind and quantity where they can be told."""
    for row in rows:
        if not row["resource"]:
            draft.doubt(row.place, row["organisation"], mark("This row names no resource."))
            continue
        resource = _resource(row)
        draft.resources.append(resource)
        _organisation_once(row, resource.organisation, draft)
        _doubts(row, resource, draft)


def read_organisations(
    rows: list[Row], sheet: Sheet, draft: Draft, known: Callable[[str], bool]
) -> None:
    """An organisation for each row, however alike: joining them is for a person to say."""
    for row in rows:
        name = row["organisation"]
        if not name or values.is_role(name):
            draft.doubt(row.place, name, mark("This row names no organisation."))
            continue
        contact = values.person(row["full_name"]).name
        draft.organisations.append(
            Organisation(
                row.place,
                name,
                row["legal_form"],
                row["website"],
                row["tax_code"],
                contact,
                row["email"],
                _with_note(row),
            )
        )
        if contact and not values.is_role(contact):
            key = f"{sheet.file}/{sheet.sheet}/{row.place.row}"
            draft.people.append(Person((row.place,), key, contact, row["email"], name))


def _resource(row: Row) -> Resource:
    how_much = amounts.quantity(row["quantity"], beside=row["unit"] or row["note"])
    kind, stays = values.kind(row["kind"]), standing(row)
    unread = () if stays else DETAILS
    unread = {field: row[field] for field in unread if row[field]}
    return Resource(
        row.place,
        row["resource"],
        organisation=row["organisation"],
        person=values.person(row["full_name"]).name,
        kind=kind,
        quantity_milli=how_much.milli,
        unit=how_much.unit or ("EUR" if kind == "money" and how_much.milli else None),
        approximate=how_much.approximate,
        quantity_text=how_much.text,
        when_text=" · ".join(filter(None, (row["available"], row["when"]))),
        note=row["note"],
        kept=row.kept | unread | ({} if kind or not row["kind"] else {"kind": row["kind"]}),
        standing=stays,
    )


def _organisation_once(row: Row, said: str, draft: Draft) -> None:
    if values.is_role(said):
        draft.doubt(row.place, said or row["resource"], mark("Nobody is named as giving this."))
    elif draft.first_time("organisation", plain(said)):
        draft.organisations.append(Organisation(row.place, said))


def _doubts(row: Row, resource: Resource, draft: Draft) -> None:
    if resource.kind is None:
        draft.doubt(
            row.place, row["kind"] or resource.title, mark("Which kind of resource is this?")
        )
    if resource.quantity_text and resource.quantity_milli is None:
        draft.doubt(
            row.place,
            resource.quantity_text,
            mark("This is not one number with a unit; the words are kept."),
        )


def _with_note(row: Row) -> dict[str, str]:
    return row.kept | ({"note": row["note"]} if row["note"] else {})
