"""A text that several people write at once, with their names where they write.

    coedit.live_text("meeting.notes", meeting.id, label=_("Notes"))

It saves by itself, each key, and follows what the others write on its own socket
(routes/texts.py): no rerun takes part. Under it: who wrote which words, and earlier versions.
"""

from hashlib import sha256
from pathlib import Path
from uuid import UUID

import streamlit as st

from components import here
from services import access
from services.texts import kinds
from translations import language, written

HERE = Path(__file__).parent
FOLDER = "/texts/script"


def _mark() -> str:
    """A fingerprint of the scripts: a new release is fetched anew."""
    scripts = sorted(HERE.glob("*.js"))
    return sha256(b"".join(script.read_bytes() for script in scripts)).hexdigest()[:12]


# The scripts come as modules from their own address, kept by the browser, and are the same for
# all fields of a page; inline they would travel with each rerun.
_component = st.components.v2.component(
    "tavolo_coedit",
    css=(HERE / "coedit.css").read_text(),
    js=f"""
const script = import(new URL("{FOLDER}/{_mark()}/coedit.js", location.origin).href);
export default function (given) {{
  let end, isOver = false;
  script.then((coedit) => {{ if (!isOver) end = coedit.default(given); }});
  return () => {{ isOver = true; end?.(); }};
}}""",
)


def live_text(
    kind: str,
    id: UUID,
    *,
    label: str,
    editable: bool = True,
    placeholder: str = "",
    hide_label: bool = False,
    key: str = "",
) -> None:
    """`kind`: "objective.statement" or "meeting.notes", of the thing with this id. Whether its
    reader may write is decided at the door; `editable=False` shows it to be read. `key` where one
    page shows the same text twice."""
    text, rule = kinds.key(kind, id), kinds.KINDS[kind]
    place = key or f"text_{text}"
    _component(
        key=place,
        data={
            "text": text,
            "place": place,
            "community": here.community().slug,
            "owner": access.mark_of(here.account().id),
            "label": label,
            "hide_label": hide_label,
            "placeholder": placeholder,
            "editable": editable,
            "lang": language(),
            "may_look_back": here.standing().sees(rule.history),
            "may_restore": editable and here.may(rule.restore),
            "labels": written.labels(),
        },
    )
