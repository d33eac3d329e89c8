"""closing, several tables, one phone for several people, and the recap"""

# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "side_table",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum(
                "definition",
                "objectives",
                "resources",
                "horizon",
                "priorities",
                name="phase",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("works_on", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_side_table_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_side_table_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_side_table_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_table")),
    )
    with op.batch_alter_table("side_table", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_side_table_community_id"), ["community_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_side_table_meeting_id"), ["meeting_id"], unique=False)

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("voices", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("side_table_id", sa.Uuid(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_attendance_voices"), "voices >= 1")
        batch_op.create_foreign_key(
            batch_op.f("fk_attendance_side_table_id"),
            "side_table",
            ["side_table_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recap", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("left_open", sa.JSON(), nullable=True))
