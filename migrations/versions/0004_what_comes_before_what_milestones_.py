"""what comes before what, milestones, alignment, levels and parts"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "alignment_target",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "scheme",
            sa.Enum(
                "sdg_goal",
                "platform_objective",
                "programme_priority",
                name="scheme",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("uri", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_alignment_target_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_alignment_target_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alignment_target")),
        sa.UniqueConstraint(
            "community_id",
            "scheme",
            "code",
            name=op.f("uq_alignment_target_community_id_scheme_code"),
        ),
    )
    with op.batch_alter_table("alignment_target", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alignment_target_community_id"), ["community_id"], unique=False
        )

    op.create_table(
        "activity_dependency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before_id", sa.Uuid(), nullable=False),
        sa.Column("after_id", sa.Uuid(), nullable=False),
        sa.Column("lag_days", sa.Integer(), nullable=False),
        sa.CheckConstraint("before_id <> after_id", name=op.f("ck_activity_dependency_not_itself")),
        sa.CheckConstraint(
            "lag_days BETWEEN 0 AND 3650", name=op.f("ck_activity_dependency_lag_days")
        ),
        sa.ForeignKeyConstraint(
            ["after_id"],
            ["activity.id"],
            name=op.f("fk_activity_dependency_after_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["before_id"],
            ["activity.id"],
            name=op.f("fk_activity_dependency_before_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_activity_dependency_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_activity_dependency_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_dependency")),
        sa.UniqueConstraint(
            "before_id", "after_id", name=op.f("uq_activity_dependency_before_id_after_id")
        ),
    )
    with op.batch_alter_table("activity_dependency", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activity_dependency_after_id"), ["after_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_activity_dependency_before_id"), ["before_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_activity_dependency_community_id"), ["community_id"], unique=False
        )

    op.create_table(
        "milestone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_milestone_activity_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_milestone_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_milestone_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_milestone_community_id"), ["community_id"], unique=False
        )

    op.create_table(
        "alignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objective_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column(
            "strength",
            sa.Enum(
                "primary",
                "secondary",
                name="strength",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_alignment_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_alignment_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
            name=op.f("fk_alignment_objective_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["target_id"],
            ["alignment_target.id"],
            name=op.f("fk_alignment_target_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alignment")),
        sa.UniqueConstraint(
            "objective_id", "target_id", name=op.f("uq_alignment_objective_id_target_id")
        ),
    )
    with op.batch_alter_table("alignment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alignment_community_id"), ["community_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_alignment_objective_id"), ["objective_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_alignment_target_id"), ["target_id"], unique=False)

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dimensions", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parts", sa.JSON(), server_default="{}", nullable=False))

    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "levels",
                sa.Enum(
                    "simple",
                    "ec",
                    "custom",
                    name="levels",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="simple",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("level_names", sa.JSON(), server_default="{}", nullable=False)
        )
