"""Rounds of consent: a text is presented, asked about, felt and answered; an objection is woven
in or withdrawn; then the text is adopted as it was read (sociocratic consent; R27).
"""

from datetime import date
from uuid import UUID

from sqlmodel import func, select

from models import (
    AGREED,
    OVER,
    RUNNING,
    Answer,
    Decision,
    DecisionMethod,
    DecisionResult,
    Meeting,
    Objection,
    ObjectionState,
    Objective,
    ObjectiveState,
    Person,
    Proposal,
    Stage,
    Via,
    Voice,
    moment,
)
from models.base import words
from models.refusals import NotAllowed, Refused
from services import entitled
from services.change import Step, change
from services.presence import running
from translations import mark

REREAD = mark("The text has changed since: read it again, then answer.")
SILENT = mark("Nobody can answer now: this round is not open.")
TAKEN = mark(
    "{name} has already answered for {unit}. They can change it; or whoever facilitates asks "
    "{unit} anew."
)
WHY = mark("An objection needs its reason: a few words are enough.")
MOVED = mark("The text has changed since it was read out. Begin another round with the new text.")
SAME = mark(
    "The text is still as it was read out. Mend it first; or whoever raised the objection "
    "withdraws it."
)


def open(
    by: Person, meeting_id: UUID, objective_id: UUID, quorum_milli: int = 500, op=None
) -> Proposal:
    """The words of an objective, frozen for the round. One round at a time in a meeting."""
    with change(by, "round.opened", op, meeting_id) as step:
        running(step, meeting_id)
        if _open_one(step, meeting_id):
            raise Refused(mark("Another round is open. Finish it or take it back first."))
        objective = step.find(Objective, objective_id)
        if objective.state in AGREED:
            raise Refused(mark("“{title}” is already adopted."), title=objective.title)
        proposal = Proposal(
            meeting_id=meeting_id,
            objective_id=objective_id,
            quorum_milli=quorum_milli,
            opened_at=moment.now(),
        )
        _freeze(proposal, objective)
        return step.add(proposal)


def go_to(by: Person, proposal_id: UUID, stage: Stage, op: UUID | None = None) -> Proposal:
    """Presented, clarifying, reacting, consent: on and back, as the room needs it."""
    with change(by, "round.moved_on", op) as step:
        proposal = _open(step, proposal_id)
        if stage in (*OVER, Stage.integrating):
            raise ValueError(stage)
        proposal.stage = stage
        return proposal


def reveal(by: Person, proposal_id: UUID, op: UUID | None = None) -> Proposal:
    """Show the answers before all have answered."""
    with change(by, "round.moved_on", op) as step:
        proposal = _open(step, proposal_id)
        proposal.revealed = True
        return proposal


def withdraw(by: Person, proposal_id: UUID, op: UUID | None = None) -> Proposal:
    """Not now: the objective stays a draft, and what was answered stays told."""
    with change(by, "round.moved_on", op) as step:
        proposal = _open(step, proposal_id)
        proposal.stage, proposal.closed_at = Stage.withdrawn, moment.now()
        return proposal


def answer(
    by: Person,
    proposal_id: UUID,
    voice: Voice,
    reason: str = "",
    until: date | None = None,
    op: UUID | None = None,
    read: int | None = None,
) -> Answer:
    """One's own voice, or that of the organisation one is here for. Who gave it may change it;
    another of the same organisation does not. An objection needs its reason. `until`: subject to
    confirmation by that day. `read`: the round whose text was read; an answer on its way since
    before another began is not taken for it."""
    with change(by, "round.answered", op) as step:
        proposal = _open(step, proposal_id, read)
        unit = next((u for u in _units(step, proposal).values() if by.id in u.people), None)
        if unit is None:
            raise NotAllowed
        _must_be_free(step, _given(step, proposal).get(unit.id), unit)
        return _answer(step, proposal, unit, by.id, voice, reason, Via.own_device, until)


def answer_for(
    by: Person,
    proposal_id: UUID,
    voices: dict[UUID, Voice],
    reason: str = "",
    until: date | None = None,
    op: UUID | None = None,
    read: int | None = None,
) -> list[Answer]:
    """By show of hands, for a table or for people without a phone: {unit: voice}, shown as written
    by the facilitator. It overwrites nobody's own answer; the reason is that of the doubts and
    objections among them."""
    with change(by, "round.hands_counted", op) as step:
        proposal = _open(step, proposal_id, read)
        units, given = _units(step, proposal), _given(step, proposal)
        free = [
            units[id]
            for id in voices
            if id in units and (id not in given or given[id].via is Via.facilitator)
        ]
        return [
            _answer(step, proposal, unit, *_by_hand(unit, voices[unit.id], reason), until)
            for unit in free
        ]


def ask_again(
    by: Person, proposal_id: UUID, unit_id: UUID, op: UUID | None = None
) -> Answer | None:
    """What was answered for a unit is put aside: any of its people answers anew. An objection it
    raised stays until then. None if it had not answered."""
    with change(by, "round.asked_again", op) as step:
        proposal = _open(step, proposal_id)
        if proposal.stage is not Stage.consent:
            raise Refused(SILENT)
        given, unit = _given(step, proposal).get(unit_id), _units(step, proposal).get(unit_id)
        if given and unit:
            step.what = unit.name
            step.archive(given)
        return given


def integrate(
    by: Person, objection_id: UUID, resolution: str = "", op: UUID | None = None
) -> Objection:
    """The text was changed so that the reason no longer holds; the next round asks everybody.
    Refused while the text is as it was read out: nothing went into it."""
    with change(by, "round.objection_integrated", op) as step:
        objection = step.get(Objection, objection_id)
        _must_be_raised(objection)
        proposal = step.find(Proposal, objection.proposal_id)
        if step.find(Objective, proposal.objective_id).text_hash == proposal.text_hash:
            raise Refused(SAME)
        objection.state, objection.resolution = ObjectionState.integrated, resolution.strip()[:600]
        proposal.stage = Stage.integrating
        return objection


def let_go(by: Person, objection_id: UUID, op: UUID | None = None) -> Objection:
    """Who raised it withdraws it, or the facilitator writes that they did."""
    with change(by, "round.objection_withdrawn", op) as step:
        objection = step.get(Objection, objection_id)
        _must_be_raised(objection)
        objection.state = ObjectionState.withdrawn
        return objection


def again(by: Person, proposal_id: UUID, op: UUID | None = None) -> Proposal:
    """A second round, on the text as it is now; everybody answers anew."""
    with change(by, "round.moved_on", op) as step:
        proposal = _open(step, proposal_id)
        if _raised(step, proposal):
            raise Refused(mark("First write what became of the objection."))
        _freeze(proposal, step.find(Objective, proposal.objective_id))
        proposal.round, proposal.revealed, proposal.stage = (
            proposal.round + 1,
            False,
            Stage.consent,
        )
        return proposal


def adopt(
    by: Person, proposal_id: UUID, review_on: date | None = None, op: UUID | None = None
) -> Decision:
    """With the quorum met and no objection open (R27): the text read out is adopted, its tally
    frozen with it. Provisionally, if somebody has to ask first: until the latest day they named."""
    with change(by, "round.adopted", op) as step:
        proposal = _open(step, proposal_id)
        step.meeting_id = proposal.meeting_id
        units = _units(step, proposal)
        answers = {id: said for id, said in _given(step, proposal).items() if id in units}
        _must_stand(step, proposal, answers, units)
        objective = step.find(Objective, proposal.objective_id)
        if objective.text_hash != proposal.text_hash or _went_into_it(step, proposal):
            raise Refused(MOVED)
        objective.state = ObjectiveState.adopted
        proposal.stage, proposal.closed_at = Stage.decided, moment.now()
        step.what = objective.title
        return step.add(_decision(proposal, answers, len(units), review_on))


def _decision(proposal, answers: dict, entitled_to: int, review_on) -> Decision:
    tally = {voice.value: 0 for voice in Voice}
    for given in answers.values():
        tally[given.voice] += 1
    days = [given.until for given in answers.values() if given.until]
    return Decision(
        meeting_id=proposal.meeting_id,
        objective_id=proposal.objective_id,
        proposal_id=proposal.id,
        statement=proposal.text_frozen,
        text_hash=proposal.text_hash,
        method=DecisionMethod.consent,
        result=DecisionResult.adopted_amended if proposal.round > 1 else DecisionResult.adopted,
        tally=tally | {"entitled": entitled_to, "to_confirm": len(days)},
        decided_at=moment.now(),
        review_on=review_on,
        provisional_until=max(days, default=None),
    )


def stands(answered: int, of: int, quorum_milli: int, objections: int) -> bool:
    """R27: answered / entitled ≥ quorum and no open objection.

    Units: voices, one for each unit entitled; `quorum_milli` in thousandths of those entitled.
    Undefined: with nobody entitled nothing stands. Source: sociocratic consent."""
    return of > 0 and answered * 1000 >= quorum_milli * of and objections == 0


def _must_stand(step: Step, proposal: Proposal, answers: dict, units: dict) -> None:
    raised = len(_raised(step, proposal))
    if raised:
        raise Refused(mark("An objection is still open: weave it in, or it is withdrawn."))
    if not stands(len(answers), len(units), proposal.quorum_milli, raised):
        raise Refused(
            mark("{n} of {of} answered: too few to decide."), n=len(answers), of=len(units)
        )


def _answer(step, proposal, unit, person_id, voice, reason, via, until) -> Answer:
    running = step.find(Meeting, proposal.meeting_id).state in RUNNING
    if not running or proposal.stage is not Stage.consent:
        raise Refused(SILENT)
    if voice is Voice.objection and not reason.strip():
        raise Refused(WHY, field="reason")
    reason = words(reason, "reason", 600) if reason.strip() else ""
    if until and until < moment.today():
        raise Refused(mark("That day is over: name one still to come."), field="until")
    row = _given(step, proposal, aside=True).get(unit.id) or Answer(
        proposal_id=proposal.id, round=proposal.round, unit_id=unit.id
    )
    row.archived_at = None
    votes_by_organisation = unit.id != person_id
    row.organisation_id = unit.id if votes_by_organisation else None
    row.person_id, row.voice, row.reason, row.until, row.via = person_id, voice, reason, until, via
    step.add(row)
    _object(step, proposal, row)
    return row


def _must_be_free(step: Step, given: Answer | None, unit: entitled.Unit) -> None:
    if given and not given.is_open_to(step.by.id):
        who = step.session.get(Person, given.person_id)
        raise Refused(TAKEN, name=who.name, unit=unit.name)


def _by_hand(unit: entitled.Unit, voice: Voice, reason: str) -> tuple:
    said = reason if voice in (Voice.concern, Voice.objection) else ""
    return next(iter(unit.people)), voice, said, Via.facilitator


def _object(step: Step, proposal: Proposal, given: Answer) -> None:
    """An objection becomes a thing of its own; a voice that changes its mind takes it back."""
    mine = next((o for o in _raised(step, proposal) if o.unit_id == given.unit_id), None)
    if given.voice is not Voice.objection:
        if mine:
            mine.state = ObjectionState.withdrawn
        return
    mine = mine or objection_of(given, created_by=given.person_id)
    mine.argument = given.reason
    step.add(mine)


def objection_of(given: Answer, **more) -> Objection:
    """An answer's objection, as a thing of its own."""
    return Objection(
        proposal_id=given.proposal_id,
        round=given.round,
        unit_id=given.unit_id,
        organisation_id=given.organisation_id,
        person_id=given.person_id,
        argument=given.reason,
        **more,
    )


def _units(step: Step, proposal: Proposal) -> dict[UUID, entitled.Unit]:
    return entitled.units(step.session, step.by.community_id, proposal.meeting_id)


def _given(step: Step, proposal: Proposal, aside: bool = False) -> dict[UUID, Answer]:
    """By unit; `aside`: also what was put aside, whose place an answer takes again."""
    asked = select(Answer).where(Answer.proposal_id == proposal.id, Answer.round == proposal.round)
    rows = step.exec(asked if aside else asked.where(Answer.archived_at.is_(None))).all()
    new = [r for r in step.session.new if isinstance(r, Answer) and r.proposal_id == proposal.id]
    return {row.unit_id: row for row in [*rows, *new]}


def _raised(step: Step, proposal: Proposal) -> list[Objection]:
    return step.exec(
        select(Objection).where(
            Objection.proposal_id == proposal.id, Objection.state == ObjectionState.raised
        )
    ).all()


def _went_into_it(step: Step, proposal: Proposal) -> bool:
    """Whether an objection of this round is in the text: nobody was asked about that text yet,
    even where the words came to be the same again."""
    return bool(
        step.exec(
            select(func.count())
            .select_from(Objection)
            .where(
                Objection.proposal_id == proposal.id,
                Objection.round == proposal.round,
                Objection.state == ObjectionState.integrated,
            )
        ).one()
    )


def _freeze(proposal: Proposal, objective: Objective) -> None:
    text = f"{objective.title}\n{objective.statement}".strip()
    proposal.text_frozen, proposal.text_hash = text, objective.text_hash


def _open(step: Step, proposal_id: UUID, read: int | None = None) -> Proposal:
    proposal = step.get(Proposal, proposal_id)
    if proposal.stage in OVER:
        raise Refused(SILENT)
    if read not in (None, proposal.round):
        raise Refused(REREAD)
    step.meeting_id, step.what = proposal.meeting_id, proposal.label
    return proposal


def _open_one(step: Step, meeting_id: UUID) -> bool:
    return bool(
        step.exec(
            select(func.count())
            .select_from(Proposal)
            .where(
                Proposal.meeting_id == meeting_id,
                Proposal.stage.not_in(OVER),
                Proposal.archived_at.is_(None),
            )
        ).one()
    )


def _must_be_raised(objection: Objection) -> None:
    if objection.state is not ObjectionState.raised:
        raise Refused(mark("This objection is settled already."))
