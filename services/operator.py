"""For whoever runs the house, at the command line.

python -m services.operator link EMAIL [--name NAME]   a fresh sign-in link for somebody
python -m services.operator link --first               the link of the first coordinator, anew
python -m services.operator backup [FILE]              a checked copy of the database
python -m services.operator restore FILE               put a copy back, keep what it replaces
python -m services.operator check                      is everything sound?
"""

import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sqlmodel import Session, col, select

from models import Account, Community, Person
from models.base import words
from models.database import engine
from models.refusals import Refused
from services import access, address, clock, copies, links, opening, soundness
from services.opening import CannotOpen
from services.people import mail_address
from translations import _, speak, spoken_here


class Sorry(Exception):
    """What stands in the way, and what to do about it."""


def main(said: list[str] | None = None) -> int:
    clock.settle()
    speak(spoken_here())
    options = _parser().parse_args(said)
    try:
        return options.do(options) or 0
    except (Sorry, CannotOpen, Refused) as why:
        print(why, file=sys.stderr)
        return 1


def link(options: Namespace) -> None:
    _must_be_current()
    if options.first:
        token = links.first()
        if token is None:
            raise Sorry(_("Somebody has come in already: name an e-mail instead of --first."))
        return print(address.entry(token))
    if options.email and "@" not in options.email:
        return _print(_links_by_name(options.email))
    email = mail_address(options.email)
    if email is None:
        raise Sorry(_("Whose link? Give an e-mail, or --first."))
    _print(_links_of(email, options.name))


def _print(found: list[tuple[str, str]]) -> None:
    for whom, token in found:
        print(f"{whom}\n  {address.entry(token)}")


def backup(options: Namespace) -> None:
    file = _file_or_advice('pg_dump --format=custom --file=tavolo.dump "$DATABASE_URL"')
    target = options.file or opening.backups() / f"tavolo-{opening.stamp()}.db"
    if target.exists():
        raise Sorry(_("{file} is there already: give another name.", file=target))
    try:
        copies.copy(file, target)
    except (sqlite3.Error, OSError, copies.Damaged) as error:
        raise Sorry(_("No copy was made: {error}", error=error)) from error
    print(_("A whole copy, checked: {file}", file=target))


def restore(options: Namespace) -> None:
    file = _file_or_advice('pg_restore --clean --if-exists --dbname="$DATABASE_URL" tavolo.dump')
    if not options.file.is_file():
        raise Sorry(_("There is no file {file}.", file=options.file))
    if not opening.must_be_ours(options.file):
        raise Sorry(_("{file} is not a database of Tavolo.", file=options.file))
    kept = _set_aside(file) if file.exists() else None
    try:
        copies.copy(options.file, file)
    except (sqlite3.Error, copies.Damaged) as error:
        raise Sorry(_("Nothing was restored: {error}", error=error)) from error
    print(_("Restored: {file}", file=options.file))
    if kept:
        print(_("What was there before is kept: {file}", file=kept))


def check(options: Namespace) -> int:
    _must_be_current()
    wrong = 0
    if file := opening.sqlite_file():
        wrong += _tell(_("The file is sound, and every reference leads somewhere."), _damage(file))
    for rule, broken in soundness.findings():
        wrong += _tell(rule, _("broken {n} times", n=broken) if broken else "")
    return 1 if wrong else 0


def _tell(rule: str, trouble: str) -> bool:
    print(f"✕ {rule} {trouble}" if trouble else f"✓ {rule}")
    return bool(trouble)


def _damage(file: Path) -> str:
    try:
        copies.check(file)
    except copies.Damaged as damage:
        return str(damage)
    return ""


def _must_be_current() -> None:
    file = opening.sqlite_file()
    if file and not file.exists():
        raise Sorry(_("There is no database yet: start Tavolo once."))
    if file:
        opening.must_be_ours(file)
    if trouble := opening.trouble():
        raise Sorry(_("Start Tavolo once, then ask again: {trouble}.", trouble=trouble))


def _file_or_advice(command: str) -> Path:
    file = opening.sqlite_file()
    if file is None:
        raise Sorry(
            _("This house is on PostgreSQL, whose own tool does it: {command}", command=command)
        )
    return file


def _links_by_name(name: str) -> list[tuple[str, str]]:
    """(whom, token) of everybody of this name, in any register: not all gave an e-mail."""
    with Session(engine(), expire_on_commit=False) as session:
        people = session.exec(
            select(Person, Community.name)
            .join(Community, Community.id == Person.community_id)
            .where(col(Person.archived_at).is_(None), col(Community.archived_at).is_(None))
        ).all()
        accounts = {a.id: a for a in session.exec(select(Account)).all()}
    wanted = " ".join(name.split()).casefold()
    named = [(p, where) for p, where in people if p.name.casefold() == wanted]
    if not named:
        raise Sorry(_("Nobody in any register is called “{name}”.", name=name))
    return [
        (
            f"{p.name}, {where}",
            links.for_account(accounts[p.account_id]) if p.account_id else links.for_person(p),
        )
        for p, where in named
    ]


def _links_of(email: str, name: str | None) -> list[tuple[str, str]]:
    """(whom, token): the account with this e-mail, else all who have it in a register."""
    with Session(engine(), expire_on_commit=False) as session:
        account = session.exec(select(Account).where(Account.email == email)).first()
        people = session.exec(
            select(Person, Community.name)
            .join(Community, Community.id == Person.community_id)
            .where(
                Person.email == email,
                col(Person.archived_at).is_(None),
                col(Community.archived_at).is_(None),
            )
        ).all()
    if account:
        return [(account.name or email, links.for_account(account))]
    if people:
        return [(f"{who.name}, {where}", _link_of(who)) for who, where in people]
    if not name:
        raise Sorry(
            _(
                "Nobody here has the e-mail {email}. With --name NAME they get an account.",
                email=email,
            )
        )
    with access.writing() as session:
        account = access.new_account(session, spoken_here(), words(name, "name", 120), email)
    return [(account.name, links.for_account(account))]


def _link_of(person: Person) -> str:
    if person.account_id:
        return links.for_account(access.account(person.account_id))
    return links.for_person(person)


def _set_aside(file: Path) -> Path:
    """A copy of what is about to be replaced; as it is, if it is too damaged to be copied whole."""
    kept = opening.backups() / f"replaced-{opening.stamp()}.db"
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        copies.let_go(file)
        return copies.copy(file, kept)
    except copies.InUse as error:
        raise Sorry(_("Tavolo is running: stop it first.")) from error
    except (sqlite3.DatabaseError, copies.Damaged):
        return copies.move(file, kept)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python3 tavolo.py")
    verbs = parser.add_subparsers(required=True)
    for do in (link, backup, restore, check):
        verb = verbs.add_parser(do.__name__)
        verb.set_defaults(do=do)
        if do is link:
            verb.add_argument("email", nargs="?")
            verb.add_argument("--name")
            verb.add_argument("--first", action="store_true")
        if do in (backup, restore):
            verb.add_argument("file", type=Path, nargs="?" if do is backup else None)
    return parser


if __name__ == "__main__":
    sys.exit(main())
