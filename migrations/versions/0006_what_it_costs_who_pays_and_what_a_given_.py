"""what it costs, who pays, and what a given hour is worth"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("funder", sa.String(length=200), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("max_grant_cents", sa.BigInteger(), nullable=True),
        sa.Column("max_share_milli", sa.Integer(), nullable=True),
        sa.Column("min_cofunding_milli", sa.Integer(), nullable=True),
        sa.Column("partners_min", sa.Integer(), nullable=True),
        sa.Column("partners_max", sa.Integer(), nullable=True),
        sa.Column(
            "in_kind",
            sa.Enum(
                "unknown",
                "not_allowed",
                "allowed",
                "capped",
                name="inkindrule",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("in_kind_cap_milli", sa.Integer(), nullable=True),
        sa.Column("source_uri", sa.String(length=500), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(in_kind = 'capped') = (in_kind_cap_milli IS NOT NULL)",
            name=op.f("ck_call_cap_if_capped"),
        ),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_call_in_order")),
        sa.CheckConstraint(
            "in_kind_cap_milli BETWEEN 1 AND 1000", name=op.f("ck_call_in_kind_cap_milli")
        ),
        sa.CheckConstraint("max_grant_cents > 0", name=op.f("ck_call_max_grant_cents")),
        sa.CheckConstraint(
            "max_share_milli BETWEEN 1 AND 1000", name=op.f("ck_call_max_share_milli")
        ),
        sa.CheckConstraint(
            "min_cofunding_milli BETWEEN 0 AND 999", name=op.f("ck_call_min_cofunding_milli")
        ),
        sa.CheckConstraint("partners_max >= partners_min", name=op.f("ck_call_partners")),
        sa.CheckConstraint("partners_min > 0", name=op.f("ck_call_partners_min")),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_call_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_call_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_community_id"), ["community_id"], unique=False)

    op.create_table(
        "in_kind_rate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "space",
                "skill",
                "equipment",
                "time",
                "material",
                "money",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "hour",
                "half_day",
                "day",
                "week",
                "month",
                "piece",
                "kg",
                "m2",
                "person",
                "EUR",
                "unit",
                name="unit",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rate_cents", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column(
            "basis",
            sa.Enum(
                "payroll_cost",
                "invoice",
                "own_tariff",
                "market_quote",
                "ccnl_equivalent",
                "community_card",
                name="ratebasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source_note", sa.String(length=300), nullable=False),
        sa.Column("source_uri", sa.String(length=500), nullable=False),
        sa.CheckConstraint("kind <> 'money'", name=op.f("ck_in_kind_rate_in_kind")),
        sa.CheckConstraint("source_note <> ''", name=op.f("ck_in_kind_rate_sourced")),
        sa.CheckConstraint("rate_cents > 0", name=op.f("ck_in_kind_rate_rate_cents")),
        sa.CheckConstraint(
            "to_on IS NULL OR to_on >= from_on", name=op.f("ck_in_kind_rate_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_in_kind_rate_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_in_kind_rate_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_in_kind_rate_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_in_kind_rate")),
    )
    with op.batch_alter_table("in_kind_rate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_in_kind_rate_community_id"), ["community_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_in_kind_rate_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "approved",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "activity",
                "output",
                "amount",
                "report",
                name="approvedkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("indicator_id", sa.Uuid(), nullable=True),
        sa.Column(
            "category",
            sa.Enum(
                "staff",
                "services",
                "equipment",
                "materials",
                "spaces",
                "communication",
                "travel",
                "overheads",
                "other",
                name="budgetcategory",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("handed_in_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("explained", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(explained IS NULL) = (reason = '')", name=op.f("ck_approved_explained_why")
        ),
        sa.CheckConstraint(
            "what <> 'activity' OR activity_id IS NOT NULL", name=op.f("ck_approved_activity")
        ),
        sa.CheckConstraint(
            "what <> 'amount' OR (category IS NOT NULL AND amount_cents IS NOT NULL)",
            name=op.f("ck_approved_amount"),
        ),
        sa.CheckConstraint(
            "what <> 'output' OR quantity_milli IS NOT NULL", name=op.f("ck_approved_output")
        ),
        sa.CheckConstraint(
            "what <> 'report' OR due_on IS NOT NULL", name=op.f("ck_approved_report")
        ),
        sa.CheckConstraint("amount_cents >= 0", name=op.f("ck_approved_amount_cents")),
        sa.CheckConstraint("quantity_milli > 0", name=op.f("ck_approved_quantity_milli")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_approved_activity_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_approved_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_approved_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_approved_indicator_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["funding_source.id"],
            name=op.f("fk_approved_source_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved")),
    )
    with op.batch_alter_table("approved", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approved_community_id"), ["community_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_approved_source_id"), ["source_id"], unique=False)

    op.create_table(
        "budget_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "staff",
                "services",
                "equipment",
                "materials",
                "spaces",
                "communication",
                "travel",
                "overheads",
                "other",
                name="budgetcategory",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("eligible", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "estimated",
                "committed",
                "spent",
                name="linestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("spent_cents", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(state = 'spent') = (spent_cents IS NOT NULL)",
            name=op.f("ck_budget_line_spent_if_spent"),
        ),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_budget_line_amount_cents")),
        sa.CheckConstraint("spent_cents >= 0", name=op.f("ck_budget_line_spent_cents")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_budget_line_activity_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_budget_line_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_budget_line_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["funding_source.id"],
            name=op.f("fk_budget_line_source_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
    )
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_budget_line_activity_id"), ["activity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_budget_line_community_id"), ["community_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_budget_line_source_id"), ["source_id"], unique=False)

    with op.batch_alter_table("funding_source", schema=None) as batch_op:
        batch_op.add_column(sa.Column("call_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "role",
                sa.Enum(
                    "funding",
                    "accountable",
                    "extending",
                    "implementing",
                    name="fundingrole",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="funding",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "state",
                sa.Enum(
                    "possible",
                    "applied",
                    "awarded",
                    "received",
                    "closed",
                    "refused",
                    name="fundingstate",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="possible",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("reference", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("approved_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_funding_source_call_id"), ["call_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_funding_source_call_id"),
            "call",
            ["call_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rate_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("unit_rate_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("value_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("valued_on", sa.Date(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_pledge_value_whole"),
            "(value_cents IS NULL) = (rate_id IS NULL) AND "
            "(value_cents IS NULL) = (unit_rate_cents IS NULL) AND "
            "(value_cents IS NULL) = (valued_on IS NULL)",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_pledge_rate_id"),
            "in_kind_rate",
            ["rate_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
