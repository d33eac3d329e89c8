"""What a phone shows of a meeting: the room, what is lacking, and what its own people promised."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, and_, select

from models import (
    ENDING,
    Community,
    Meeting,
    MeetingState,
    Objective,
    Offer,
    OfferState,
    Organisation,
    Person,
    Pledge,
    PledgeState,
    SideTable,
    moment,
)
from models.database import engine
from models.refusals import NotFound
from services import gathering, kept, naming, pledges
from services.look import look
from services.rights import Standing, permits
from services.summaries import (
    clashes,
    closing,
    door,
    meetings,
    provisional,
    recap,
    resources,
    side_tables,
)
from services.summaries.room import Room, now


@dataclass(frozen=True)
class Common:
    """What does not depend on whose phone it is, only on what they may see. `pledges`: said here;
    `standing`: what stays available, of everybody;
    `named`: who may be named publicly; `pending`: whether something waits for a confirmation."""

    community: Community
    needs: list
    twice: dict[UUID, clashes.Clash]
    pledges: list[tuple[Pledge, Organisation]]
    organisations: list[Organisation]
    standing: list[Offer]
    named: set[UUID]
    tables: list[SideTable]
    pending: bool


@dataclass(frozen=True)
class Page:
    """`needs`: rows of `resources.lacking`, with what the reader asked here first. `ours`: pledges
    said here by the organisation the reader is here for; `everybody`: all pledges said here, for
    who runs the meeting. `kept_ready`: what the reader's organisation keeps available."""

    room: Room
    who: Standing
    community: Community
    organisation: Organisation | None
    needs: list
    ours: list[Pledge]
    kept_ready: list[Offer]
    twice: dict[UUID, clashes.Clash]  # pledges of a space or a person promised twice
    everybody: list[tuple[Pledge, Organisation]]
    organisations: list[Organisation]
    own: list[str]  # names of those the reader speaks for
    named: bool  # whether the reader may be named publicly
    ahead: meetings.Ahead | None  # the next meeting, once this one comes to its end
    tables: list[side_tables.Laid]  # of this phase, if it runs at several
    pending: list[provisional.Pending]  # adopted here, subject to confirmation
    came_out: recap.Recap
    todos: list[recap.Todo]  # of it, the reader’s own first
    closing: closing.Checklist | None  # for who runs it, while it is wrapped up
    door: door.Door | None  # for who may let them in

    @property
    def asked(self) -> list:
        """What the reader asked for at this meeting."""
        return [need for need in self.needs if _asked(need, self.who.person_id, self.room.meeting)]

    @property
    def may_withdraw(self) -> set[UUID]:
        """Pledges of `ours` that are only proposed, and the reader's to take back."""
        proposed = [p for p in self.ours if p.state_today == PledgeState.proposed]
        return {p.id for p in proposed if "withdraw" in pledges.possible(self.who, p)}

    @property
    def may_keep(self) -> bool:
        """Whether the reader may say what stays available, of the organisation they are here for;
        who coordinates, of any."""
        return permits(self.who.cell("offer.create_edit"), self.who, self.organisation)

    @property
    def workable(self) -> list:
        """What the facilitator may give a table to work on."""
        return side_tables.workable(self.room)

    @property
    def work(self) -> list[Objective]:
        """The objectives of the reader's table; of the meeting, while all are together."""
        table = side_tables.mine(self.tables)
        return table.objectives if table else self.room.drafted


def meeting(id: UUID) -> Meeting:
    """To find out whose it is, before anybody is asked who they are; shown to nobody."""
    with Session(engine(), expire_on_commit=False) as session:
        found = session.get(Meeting, id)
    if found is None or found.archived_at:
        raise NotFound
    return found


def page(by: Person, meeting_id: UUID) -> Page:
    """As `by` may see it: what is theirs alone, beside what all phones show alike."""
    reader, texts = gathering.at_table(by)
    who, room = reader.standing, now(reader, meeting_id, texts)
    common = kept.for_reader(reader, common_of, meeting_id)
    came_out = kept.for_reader(reader, recap.of_meeting, meeting_id)
    mine = next((org for _a, person, org in room.present if person.id == by.id), None)
    closes = room.meeting.state is MeetingState.wrap_up and who.allows("meeting.run")
    lets_in = room.meeting.running and who.allows("attendance.admit")
    return Page(
        room=room,
        who=who,
        community=common.community,
        organisation=mine,
        needs=sorted(common.needs, key=lambda need: not _asked(need, by.id, room.meeting)),
        ours=[pledge for pledge, org in common.pledges if mine and org.id == mine.id],
        kept_ready=[offer for offer in common.standing if mine and _ready(offer, mine)],
        twice=common.twice,
        everybody=common.pledges,
        organisations=common.organisations,
        own=[org.name for org in common.organisations if org.id in who.speaks_for],
        named=by.id in common.named,
        ahead=came_out.ahead if room.meeting.state in ENDING else None,
        tables=side_tables.laid(common.tables, room),
        pending=provisional.of_meeting(by, meeting_id) if common.pending else [],
        came_out=came_out,
        todos=sorted(came_out.todos, key=lambda todo: todo.action.owner_person_id != by.id),
        closing=closing.of_meeting(by, meeting_id) if closes else None,
        door=door.at(by, meeting_id) if lets_in else None,
    )


def _ready(offer: Offer, mine: Organisation) -> bool:
    return offer.organisation_id == mine.id and not (offer.to_on and offer.to_on < moment.today())


def _asked(need, by: UUID, here: Meeting) -> bool:
    return need.created_by == by and need.meeting_id == here.id


def common_of(by: Person, meeting_id: UUID) -> Common:
    """Asked once, while nothing changes, for all who may see the same."""
    known = kept.for_reader(gathering.reader(by), resources.of_community)
    with look(by, "pledge.read") as session:
        here = session.get_one(Meeting, meeting_id)
        organisations, standing = _organisations(session, by.community_id)
        return Common(
            community=session.get_one(Community, by.community_id),
            needs=resources.lacking(known.needs, meeting_id),
            twice=_twice(known),
            pledges=_pledges(session, meeting_id),
            organisations=organisations,
            standing=standing,
            named=naming.who_agreed(session, by.community_id),
            tables=side_tables.of_phase(session, here),
            pending=bool(provisional.of_meeting(by, meeting_id)),
        )


def _pledges(session: Session, meeting_id: UUID) -> list[tuple[Pledge, Organisation]]:
    rows = session.exec(
        select(Pledge, Organisation)
        .join(Organisation, Organisation.id == Pledge.giver_organisation_id)
        .where(Pledge.meeting_id == meeting_id, Pledge.archived_at.is_(None))
        .order_by(Pledge.number)
    ).all()
    return [(pledge, org) for pledge, org in rows]


def _organisations(session: Session, community_id: UUID) -> tuple[list[Organisation], list[Offer]]:
    """By name, and what stays available of them: asked together."""
    theirs = (Offer.organisation_id == Organisation.id, Offer.archived_at.is_(None))
    rows = session.exec(
        select(Organisation, Offer)
        .outerjoin(Offer, and_(*theirs, Offer.state == OfferState.available))
        .where(Organisation.community_id == community_id, Organisation.archived_at.is_(None))
        .order_by(Organisation.name, Offer.number)
    ).all()
    once = {org.id: org for org, _offer in rows}
    return list(once.values()), [offer for _org, offer in rows if offer]


def _twice(known: resources.Resources) -> dict[UUID, clashes.Clash]:
    found = clashes.clashes(known.pledges)
    return {row.id: clash for clash in found for row in (clash.one, clash.other)}
