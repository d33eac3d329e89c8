"""Whose phone it is: a cookie of its own, no account. Somebody signed in is known by that too."""

import secrets

from starlette.requests import HTTPConnection
from starlette.responses import Response

from models import Account, Person
from services import access, address, doorways

FOR = 400 * 24 * 3600  # s: as long as browsers keep a cookie; a phone is known next year too


def cookie() -> str:
    return "__Host-tavolo-phone" if address.is_secure() else "tavolo-phone"


def token_of(connection: HTTPConnection) -> str:
    return connection.cookies.get(cookie(), "")


def person_at(connection: HTTPConnection, community_id) -> Person | None:
    """Who this is at that community: by their account, else by their phone."""
    account: Account | None = connection.scope.get("account")
    if account:
        seats = [s.person for s in access.people_of(account) if s.community.id == community_id]
        if seats:
            return seats[0]
    return doorways.known(token_of(connection), community_id)


def whose(connection: HTTPConnection, by: Person) -> str:
    """The mark of the account or the phone `by` is known by here: what is kept on this phone waits
    for them, whoever uses it meanwhile."""
    account: Account | None = connection.scope.get("account")
    mine = account is not None and by.account_id == account.id
    return access.mark_of(account.id if mine else token_of(connection))


def remember(connection: HTTPConnection, answer: Response) -> str:
    """The phone's token; a fresh one is put into the answer if it has none."""
    token = token_of(connection)
    if not token:
        token = secrets.token_urlsafe(32)
        answer.set_cookie(
            cookie(),
            token,
            FOR,
            path="/",
            httponly=True,
            secure=address.is_secure(),
            samesite="lax",
        )
    return token
