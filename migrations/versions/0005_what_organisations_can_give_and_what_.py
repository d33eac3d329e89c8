"""what organisations can give, and what was really given"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
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
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=True),
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
            nullable=True,
        ),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("when_note", sa.String(length=120), nullable=False),
        sa.Column("venue_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column(
            "step_free",
            sa.Enum(
                "yes",
                "no",
                "unknown",
                name="known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column(
            "terms",
            sa.Enum(
                "gift",
                "in_return",
                "at_cost",
                "to_agree",
                name="terms",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("wish", sa.String(length=300), nullable=False),
        sa.Column("wish_kind", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "available",
                "withdrawn",
                name="offerstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "wish_kind IN ('', 'space', 'skill', 'equipment', 'time', 'material', 'money')",
            name=op.f("ck_offer_wish_kind"),
        ),
        sa.CheckConstraint("people > 0", name=op.f("ck_offer_people")),
        sa.CheckConstraint("quantity_milli > 0", name=op.f("ck_offer_quantity_milli")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_offer_seats")),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name=op.f("ck_offer_to_after")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_offer_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_offer_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_offer_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_offer_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"],
            ["venue.id"],
            name=op.f("fk_offer_venue_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_offer_community_id_number")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_community_id"), ["community_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_offer_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pledge_id", sa.Uuid(), nullable=False),
        sa.Column("giver_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("quantity_milli", sa.BigInteger(), nullable=True),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("verified_by", sa.Uuid(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(verified_by IS NULL) = (verified_at IS NULL)",
            name=op.f("ck_delivery_verified_by_somebody"),
        ),
        sa.CheckConstraint("quantity_milli > 0", name=op.f("ck_delivery_quantity_milli")),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_delivery_community_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["person.id"],
            name=op.f("fk_delivery_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["giver_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_delivery_giver_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["pledge_id"],
            ["pledge.id"],
            name=op.f("fk_delivery_pledge_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"],
            ["person.id"],
            name=op.f("fk_delivery_verified_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_community_id"), ["community_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_giver_organisation_id"), ["giver_organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_delivery_pledge_id"), ["pledge_id"], unique=False)

    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("place", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_need_seats"), "seats > 0")

    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offer_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_pledge_offer_id"), ["offer_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_pledge_offer_id"),
            "offer",
            ["offer_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    # What was delivered before deliveries had rows of their own was delivered as a whole, at once.
    op.execute(
        "INSERT INTO delivery (id, created_at, community_id, created_by, pledge_id,"
        " giver_organisation_id, on_day, quantity_milli, evidence)"
        " SELECT id, created_at, community_id, created_by, id,"
        " giver_organisation_id, delivered_on, quantity_milli, ''"
        " FROM pledge WHERE state = 'delivered' AND delivered_on IS NOT NULL"
    )
