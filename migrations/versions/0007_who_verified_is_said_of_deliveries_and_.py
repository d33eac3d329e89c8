"""who verified is said of deliveries, and when a promise was taken back of pledges"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    # The delivery that was made of a pledge delivered as a whole has the pledge's id. When it was
    # verified nobody wrote down: not before the delivery itself was.
    op.execute(
        "UPDATE delivery SET verified_at = created_at,"
        " verified_by = (SELECT verified_by FROM pledge WHERE pledge.id = delivery.id)"
        " WHERE verified_by IS NULL AND id = pledge_id AND EXISTS"
        " (SELECT 1 FROM pledge WHERE pledge.id = delivery.id AND pledge.verified_by IS NOT NULL)"
    )
    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_pledge_verified_by"), type_="foreignkey")
        batch_op.drop_column("verified_by")
        batch_op.add_column(sa.Column("withdrawn_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_milli", sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_pledge_withdrawn_milli"), "withdrawn_milli > 0"
        )

    # What was withdrawn before has its day in the history.
    op.execute(
        "UPDATE pledge SET withdrawn_on = (SELECT MAX(date(history.at)) FROM history"
        " JOIN history_change ON history_change.history_id = history.id"
        " WHERE history.verb = 'pledge.withdrawn' AND history_change.thing_id = pledge.id)"
        " WHERE state = 'withdrawn'"
    )
