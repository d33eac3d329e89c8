"""The rules of computed numbers, in the words of the panel that explains them.

One place for the words; the formula itself is where it is computed (services/summaries).
`unknown`: when there is no number, which is never 0. `source`: a law or a standard, where one
asks for it; a rule without one is the house's own.
"""

from typing import NamedTuple

from translations import mark


class Rule(NamedTuple):
    says: str
    unknown: str = ""
    source: str = ""


RULES = {
    "R1": Rule(
        mark(
            "Each person who was there is counted once, in the room or from afar; not those who "
            "came for an institution, to observe or as a guest."
        )
    ),
    "R2": Rule(
        mark(
            "Each organisation somebody was there for is counted once, however many came. Who "
            "spoke for no organisation is counted among the people only."
        )
    ),
    "R3": Rule(
        mark(
            "Institutions that were there, each once; they are counted apart and not among the "
            "organisations."
        )
    ),
    "R4": Rule(
        mark(
            "Of the organisations that were members on that day, how many were there. Who joined "
            "later does not lower an earlier meeting."
        ),
        mark("Unknown where there were no members that day."),
    ),
    "R5": Rule(
        mark("People who were there, divided by the organisations that were there."),
        mark("Unknown where no organisation was there."),
    ),
    "R6": Rule(
        mark(
            "Every organisation that was at one meeting at least, up to this one, counted once. "
            "Beside it: how many of the platform’s partners are among them."
        ),
        mark("The share is unknown where no organisation is marked as a partner of the platform."),
    ),
    "R7": Rule(
        mark(
            "New: at no earlier meeting. Came again: also at the meeting before. Back after a "
            "pause: at an earlier one, but not at the one before. Together they are all that "
            "came."
        )
    ),
    "R8": Rule(
        mark("Of the organisations of the meeting before, how many came again."),
        mark("Unknown for the first meeting."),
    ),
    "R9": Rule(
        mark(
            "Members that were at none of the latest meetings, all of them held since they "
            "joined. For who coordinates, to give them a call; never public."
        )
    ),
    "R10": Rule(
        mark(
            "Of the meetings held since an organisation joined, how many it came to. A meeting "
            "before it joined counts only if it was there."
        ),
        mark("Unknown before the first meeting since it joined."),
    ),
    "R11": Rule(
        mark(
            "What is confirmed for a need, out of what it asks for, never more than all of it. "
            "Offers and conditional pledges stand beside and carry no percentage."
        ),
        mark("Unknown where the quantity was not said, or where kind or unit cannot be compared."),
    ),
    "R12": Rule(
        mark(
            "What is confirmed beyond what the need asks for. It is never moved to another need "
            "by itself."
        ),
        mark("Unknown where the quantity was not said or cannot be compared."),
    ),
    "R13": Rule(
        mark(
            "The cover of each need, weighted by its priority (must 3, should 2, could 1). Beside "
            "it: how many must-have needs are fully covered."
        ),
        mark("Unknown where no need has a cover that can be computed."),
    ),
    "R14": Rule(
        mark(
            "Of what was confirmed, how much was delivered, for pledges whose last day has passed. "
            "What is withdrawn only after it still counts as promised."
        ),
        mark("Unknown where no such pledge has come to its end."),
    ),
    "R15": Rule(
        mark(
            "Quantity times the rate frozen when it was confirmed, for contributions in kind. "
            "Cash is never added."
        ),
        mark("Pledges without a rate have no value and are counted beside, never as 0."),
        "Reg. (UE) 2021/1060, art. 67(1)",
    ),
    "R16": Rule(
        mark(
            "The first rate there is: payroll cost or invoice, own public tariff, market quote, "
            "equivalent pay for unpaid work, card of the community. A changed rate never "
            "re-values the past."
        ),
        mark("Unknown where there is none of them."),
        "Reg. (UE) 2021/1060, art. 67(1)(e); D.M. 107/2021, art. 3",
    ),
    "R17": Rule(
        mark(
            "The smaller of the call’s largest grant and its largest share of the eligible budget; "
            "less where the call asks for more co-funding than that leaves."
        ),
        mark("Unknown where the call gives neither, or no line of the budget is eligible."),
    ),
    "R18": Rule(
        mark(
            "What the eligible budget needs beyond the largest grant, minus confirmed cash and "
            "the in-kind the call allows; never less than nothing."
        ),
        mark("Where the call does not say whether it allows in-kind, both answers are shown."),
    ),
    "R19": Rule(
        mark(
            "Public support is at most the cost without the contributions in kind. A check, not "
            "legal advice."
        ),
        "",
        "Reg. (UE) 2021/1060, art. 67(1)(a)",
    ),
    "R20": Rule(
        mark(
            "What partners confirmed, out of the largest grant: cash alone, and cash with in-kind "
            "beside it."
        ),
        mark("Unknown without a grant."),
    ),
    "R21": Rule(
        mark(
            "How far an indicator came from its baseline towards its target, between 0 and 100%; "
            "the raw value is kept beside it."
        ),
        mark(
            "Unknown without value, baseline or target, or where target and baseline are the same."
        ),
    ),
    "R22": Rule(
        mark(
            "Indicators and objectives below, each by its weight, over those that have a value. "
            "Beside it: the share of weight that was reported."
        ),
        mark("Unknown while nothing was measured and approved."),
    ),
    "R23": Rule(
        mark(
            "Progress of the activities, by their effort and by the share that serves this "
            "objective. It is never averaged with what was reached."
        ),
        mark("Unknown without activities."),
    ),
    "R24": Rule(
        mark("Behind where the share of time gone exceeds the work done by more than 15 points."),
        mark("Unknown without dates."),
    ),
    "R25": Rule(
        mark(
            "Objectives without activity, activities without objective, must-have needs nobody "
            "offered for, pledges for no activity: a list of things to do, not a score. What was "
            "given up or archived holds nothing."
        )
    ),
    "R26": Rule(
        mark(
            "Meetings both were at, plus 2 for each activity both take part in, plus 3 for each "
            "pledge to an activity the other leads. The three parts stand beside one another."
        ),
        mark(
            "Shares of pairs are unknown where there are fewer than two organisations, or no "
            "pledge between any two."
        ),
    ),
    "R27": Rule(
        mark("Adopted when enough of those entitled answered and no objection is open."),
        mark("Unknown where nobody is entitled."),
    ),
    "R28": Rule(
        mark(
            "Groups of fewer than three people are not told apart, and nobody is named in public "
            "without their consent."
        )
    ),
    # without a number of their own
    "cohort": Rule(
        mark(
            "Organisations by the meeting they first came to; of those, how many were at a later "
            "one. Each is in one group only."
        )
    ),
    "two": Rule(mark("Who came to one of two meetings or to both: nobody is in two of the lists.")),
    "beyond": Rule(
        mark(
            "Beside coming: pledges confirmed for the plan, activities it leads or takes part in, "
            "texts it wrote in, meetings it hosted. Each row counts once. It is no score: who only "
            "comes is as much at the table."
        )
    ),
    "money": Rule(
        mark(
            "Pledges of money for the plan, by the amount that was said. Money has no rate, and "
            "no gift in kind is in it."
        ),
        mark("Money of which nobody said how much is counted beside, never as 0."),
    ),
    "costs": Rule(
        mark(
            "The planned amounts of all budget lines that are marked as eligible. What was spent "
            "is not in it."
        ),
        mark("Unknown while no line is eligible."),
    ),
    "partners": Rule(
        mark(
            "Organisations that lead an activity, or take part in one and said yes, each once; "
            "who is only informed or asked is not among them."
        )
    ),
    "spent": Rule(
        mark("What is written down as spent, line by line, whether a call may count it or not."),
        mark("A line of which nobody wrote what was spent is in no sum, never as 0."),
    ),
    "needed": Rule(
        mark(
            "The eligible costs less the largest grant: what partners bring, in money or, where "
            "the call allows it, in kind. What is confirmed is not taken off it yet."
        ),
        mark("Unknown where the costs or the grant are."),
    ),
    "adopted": Rule(
        mark(
            "Objectives the group adopted, those already achieved too, out of all that are "
            "written. What was dropped is not among them."
        ),
        mark("Unknown while there is no objective."),
    ),
    "under_way": Rule(
        mark(
            "Activities in progress, late ones too, out of all that were not given up. What is "
            "done already is counted beside."
        ),
        mark("Unknown while there is no activity."),
    ),
    "density": Rule(
        mark(
            "Pairs tied by a meeting, an activity or a pledge, out of all pairs there could be "
            "among the organisations: n(n−1)/2."
        ),
        mark("Unknown for fewer than two organisations."),
    ),
    "reciprocity": Rule(
        mark(
            "Of the pairs with confirmed pledges to an activity the other leads, how many give in "
            "both directions."
        ),
        mark("Unknown where nobody has pledged to what another leads."),
    ),
}
