"""what was said at a meeting is found without reading all of history"""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_meeting_id"), ["meeting_id"], unique=False)
