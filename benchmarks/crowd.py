"""A house full of communities, made up of plain rows: the same every time for the same size.

    crowd(connection) → the account that coordinates all of them, the fullest first

A quarter of everything is in the first community, so that what a page shows is far more than a
page; the others share the rest. Everything happened in the two years before `moment.today()`.
"""

from random import Random
from uuid import uuid4

from sqlalchemy import Connection

from benchmarks.crowd_plan import Circle
from benchmarks.crowd_register import FULL, Size
from benchmarks.rows import Rows
from models import Account


def crowd(connection: Connection, size: Size = FULL) -> Account:
    rows, account = Rows(), uuid4()
    parts = [size.part(n) for n in range(size.communities)]
    all = [Circle(rows, Random(n), account, part, n).id for n, part in enumerate(parts)]
    told = {"id": account, "name": "Chi coordina", "last_community_id": all[0]}
    rows.put(Account, **told)
    rows.write(connection)
    return Account(**told)
