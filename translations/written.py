"""What a text that several people write says, by how it stands."""

from translations import _


def labels() -> dict[str, str]:
    """What the field says, by how it stands."""
    return {
        "saved": _("Saved"),
        "saving": _("Saving…"),
        "opening": _("Opening…"),
        "away": _("The line is down. Trying again…"),
        "away_unsaved": _("The line is down: what you write stays in this browser and is sent."),
        "reader": _("You can read this text, not write it."),
        "right": _("You can no longer write this text. Whoever coordinates knows why."),
        "adopted": _("Adopted: the text is frozen. Back in draft, it can be written again."),
        "published": _("Published: the recap stays as it was sent out."),
        "gone": _("This was archived meanwhile. The text stays here to copy."),
        "long": _("This text would be too long. Shorten it and it is saved."),
        "left": _("You are signed out. Sign in again to write."),
        "lost": _("This was written here and could not be saved. Copy what you need:"),
        "somebody": _("somebody"),
        "writes": _("{name} is writing here", name="{name}"),
        "reads": _("{name} has this text open", name="{name}"),
        "more": _("Who wrote what, and earlier versions"),
        "words": _("Who wrote what"),
        "versions": _("Versions"),
        "look": _("Look"),
        "restore": _("Bring this version back"),
        "not_yours": _("Only its author or whoever coordinates brings a version back."),
        "empty": _("Nothing was written yet."),
    }
