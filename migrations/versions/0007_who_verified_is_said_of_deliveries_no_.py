"""who verified is said of deliveries, no longer of pledges"""

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
