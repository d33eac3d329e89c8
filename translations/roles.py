"""What people are in a community, in words for people."""

from translations import _, mark

ROLES = {
    "coordinator": mark("coordinator"),
    "member": mark("member"),
    "observer": mark("observer"),
    "arrival": mark("just arrived"),
}


def role(word: str) -> str:
    return _(ROLES[word])
