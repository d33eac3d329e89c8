"""What an odd little world needs, promises, gives and pays for."""

from datetime import timedelta
from uuid import UUID

from benchmarks.rows import Rows
from models import (
    Beneficiary,
    BudgetCategory,
    BudgetLine,
    Call,
    Delivery,
    InKindRate,
    InKindRule,
    Kind,
    Need,
    NeedState,
    Pledge,
    PledgeState,
    RateBasis,
    Unit,
    moment,
)
from tests.worlds_planned import Planning

QUANTITIES = (None, 1, 1500, 2000, 5000, 40_000, 10**12)
LIKELY = {  # units that often meet; the others come too
    Kind.space: (Unit.half_day, Unit.day, Unit.hour),
    Kind.skill: (Unit.hour, Unit.day, Unit.piece),
    Kind.money: (Unit.EUR, Unit.EUR, Unit.hour),
}


def furnish(rows: Rows, n: int) -> UUID:
    """The id of the person who coordinates the n-th world."""
    return World(rows, n).by


class World(Planning):
    def __init__(self, rows: Rows, n: int) -> None:
        super().__init__(rows, n)
        self.needs = [self._need(i) for i in self.some(6)]
        if self.organisations:
            self.rates = [self._rate(i) for i in range(self.pick(1, 8))]
            for i in self.some(12):
                self._pledge(i)
        self._money()

    def _amount(self) -> dict:
        kind, milli = self.pick(*LIKELY, *Kind), self.pick(*QUANTITIES)
        units = LIKELY.get(kind, ()) * 3 + tuple(Unit)
        unit = self.pick(*units) if milli else self.pick(None, *units)
        return {"kind": kind, "quantity_milli": milli, "unit": unit}

    def _need(self, i: int) -> UUID:
        return self.put(
            Need,
            number=i + 1,
            title=f"Serve {i}",
            priority=self.pick(1, 2, 3, 3),
            state=self.pick(NeedState.open, NeedState.open, *NeedState),
            activity_id=self.pick(None, *self.activities),
            **self._amount(),
            **self.lost(),
        )

    def _rate(self, i: int) -> UUID:
        since = self.day(400, -100)
        return self.put(
            InKindRate,
            kind=self.pick(Kind.skill, Kind.space),
            title=f"Tariffa {i % 2}",
            unit=self.pick(Unit.hour, Unit.half_day, Unit.piece),
            organisation_id=self.pick(None, None, *self.organisations[:2]),
            rate_cents=2500,
            from_on=since,
            to_on=self.maybe(since + timedelta(days=200), 0.3),
            basis=self.pick(*RateBasis),
            source_note="Listino",
            **self.lost(),
        )

    def _pledge(self, i: int) -> None:
        state = self.pick(PledgeState.confirmed, PledgeState.delivered, *PledgeState)
        firm = state in ("confirmed", "partly_delivered", "delivered")
        amount, giver = self._amount(), self.pick(*self.organisations[:2])
        done, gone = state in ("partly_delivered", "delivered"), state == "withdrawn"
        firm = firm or (gone and self.pick(True, False))
        rest = self.maybe(1500, 0.3) if state == "delivered" and amount["quantity_milli"] else None
        id = self.put(
            Pledge,
            number=i + 1,
            title=f"Diamo {i}",
            giver_organisation_id=giver,
            need_id=self.pick(None, *self.needs, *self.needs),
            activity_id=self.pick(None, *self.activities),
            beneficiary=self.pick(Beneficiary.project, *Beneficiary),
            condition="" if done else self.pick("", "", "se si trova l’altra metà"),
            condition_met_by=None if done else self.maybe(self.by),
            state=state,
            confirmed_by=self.by if firm else None,
            confirmed_at=self.pick(moment.now(), self.instant()) if firm else None,
            to_on=self.maybe(self.day(), 0.7),
            meeting_id=self.pick(None, None, *self.meetings),
            withdrawn_on=self.day() if gone or rest else None,
            withdrawn_milli=rest,
            reason="Non ci stiamo" if state in ("declined", "withdrawn") else "",
            **amount,
            **self._value(amount),
            **self.lost(),
        )
        if done:
            self._deliveries(id, giver, amount["quantity_milli"])

    def _value(self, amount: dict) -> dict:
        if amount["kind"] == Kind.money or not amount["quantity_milli"] or self.pick(True, False):
            return {}
        cents = self.pick(0, 1, 33_333, 250_000)
        fixed = {"unit_rate_cents": 2500, "valued_on": self.day()}
        return {"value_cents": cents, "rate_id": self.pick(*self.rates), **fixed}

    def _deliveries(self, pledge_id: UUID, giver: UUID, milli: int | None) -> None:
        for _part in range(1 if milli is None or milli < 3 else self.pick(1, 3)):
            seen = self.pick(True, False)
            self.put(
                Delivery,
                pledge_id=pledge_id,
                giver_organisation_id=giver,
                on_day=self.day(100, 0),
                quantity_milli=None if milli is None else max(1, milli // 3),
                verified_by=self.other if seen else None,
                verified_at=moment.now() if seen else None,
                **self.lost(),
            )

    def _money(self) -> None:
        for _line in self.some(4):
            self.put(
                BudgetLine,
                title="Costo",
                category=self.pick(*BudgetCategory),
                amount_cents=self.pick(1, 99_999, 15_000_000),
                eligible=self.pick(True, True, False),
                **self.lost(),
            )
        for _call in self.some(3):
            rule = self.pick(*InKindRule)
            self.put(
                Call,
                title="Bando",
                max_grant_cents=self.maybe(self.pick(1, 12_000_000)),
                max_share_milli=self.maybe(self.pick(1, 800, 1000)),
                min_cofunding_milli=self.maybe(self.pick(0, 200, 999)),
                in_kind=rule,
                in_kind_cap_milli=self.pick(1, 100) if rule == InKindRule.capped else None,
                **self.lost(),
            )
