"""What is answered in a round of consent, and where a round stands, as said aloud."""

from translations import _, mark

VOICES = {
    "consent": mark("I consent"),
    "concern": mark("I consent, with a doubt"),
    "objection": mark("I object"),
    "aside": mark("I stand aside"),
}
TALLY = {
    "consent": (mark("consents"), mark("consent")),
    "concern": (mark("consents with a doubt"), mark("consent with a doubt")),
    "objection": (mark("objects"), mark("object")),
    "aside": (mark("stands aside"), mark("stand aside")),
}
STAGES = {
    "presented": mark("The text is being read out."),
    "clarifying": mark("Questions, to understand the text."),
    "reacting": mark("Reactions, one after the other."),
    "consent": mark("Everybody answers."),
    "integrating": mark("An objection went into the text: another round asks everybody."),
}
STEPS = {
    "presented": mark("Read out"),
    "clarifying": mark("Questions"),
    "reacting": mark("Reactions"),
    "consent": mark("To the answers"),
}


def counted(voice: str, n: int) -> str:
    """ "consents" or "consent", to stand behind a number."""
    return _(TALLY[voice][n != 1])


def said(stage: str) -> str:
    return _(STAGES[stage])
