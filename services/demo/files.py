"""The demo's files as rows, and how their words and days map to ours."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from models import (
    ActivityState,
    Capacity,
    Horizon,
    Kind,
    Known,
    MembershipKind,
    OrganisationKind,
    Terms,
    Unit,
)

HERE = Path(__file__).parent / "data"
THIRD_MEETING = date(2023, 7, 6)  # a Thursday
ROME = ZoneInfo("Europe/Rome")

KINDS = {
    "spazio": Kind.space,
    "competenza": Kind.skill,
    "attrezzatura": Kind.equipment,
    "tempo": Kind.time,
    "materiale": Kind.material,
    "denaro": Kind.money,
}
UNITS = {
    "ore": Unit.hour,
    "m²": Unit.m2,
    "EUR": Unit.EUR,
    "mezze giornate": Unit.half_day,
    "giornate": Unit.day,
    "pezzi": Unit.piece,
    "pezzo": Unit.piece,
    "kit": Unit.unit,
    "kg": Unit.kg,
    "luogo": Unit.half_day,  # hosting the third meeting
}
TERMS = {"dono": Terms.gift, "cambio": Terms.in_return}
STEPS = {"sì": Known.yes, "no": Known.no, "": Known.unknown}
PRIORITIES = {"must": 3, "should": 2, "could": 1}
HORIZONS = {"breve": Horizon.short, "medio": Horizon.medium, "lungo": Horizon.long}
STATES = {
    "da fare": ActivityState.planned,
    "in corso": ActivityState.in_progress,
    "in ritardo": ActivityState.in_progress,  # late is computed, never stored
    "fatto": ActivityState.done,
}
CAPACITIES = {
    "membro": Capacity.member,
    "coordinamento": Capacity.facilitator,
    "istituzione": Capacity.institution,
}
SEATS = {
    "membro": MembershipKind.member,
    "coordinamento": MembershipKind.platform,
    "ospite": MembershipKind.institution,
    "finanziatore": MembershipKind.funder,
}
FORMS = {
    "associazione": OrganisationKind.association,
    "associazione di promozione sociale": OrganisationKind.association,
    "organizzazione di volontariato": OrganisationKind.association,
    "cooperativa sociale": OrganisationKind.social_cooperative,
    "impresa sociale": OrganisationKind.social_enterprise,
    "società benefit": OrganisationKind.benefit_corporation,
    "fondazione": OrganisationKind.bank_foundation,
    "ente pubblico": OrganisationKind.public_body,
}


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Calendar:
    """All dates moved by whole weeks, so that the third meeting was the latest Thursday."""

    def __init__(self, today: date) -> None:
        # strictly before today: the meeting is over, and its afternoon was long enough
        latest = today - timedelta(days=(today.weekday() - 3) % 7 or 7)
        self.shift = latest - THIRD_MEETING

    def day(self, text: str) -> date | None:
        return date.fromisoformat(text) + self.shift if text else None

    def moment(self, day: str, clock: str) -> datetime:
        at = time.fromisoformat(clock)
        return datetime.combine(self.day(day), at, ROME)

    def fourth(self) -> date:
        """Four weeks after the third, or five where that is still the same month."""
        third = THIRD_MEETING + self.shift
        four = third + timedelta(weeks=4)
        return four if four.month != third.month else third + timedelta(weeks=5)


def milli(text: str) -> int | None:
    """A quantity in thousandths; an empty cell is not said yet, never zero."""
    return round(float(text) * 1000) if text else None
