"""The two ways we look at what somebody typed: cleaned for reading, plain for comparing."""

import re
import unicodedata

# Marks that turn or hide what follows them; they come along when people paste from the web.
_UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_WORD = re.compile(r"[^\W_]+")
_NOT_TEXT = {"Cc", "Cs", "Co", "Cn"}


def clean(said: str) -> str:
    """The same words, composed, without control or direction marks or space around them."""
    composed = unicodedata.normalize("NFC", said).replace("\xa0", " ")
    return "".join(sign for sign in composed if _is_text(sign)).strip()


def plain(said: str) -> str:
    """Letters and digits only: “E-mail ” and “email” are the same heading."""
    apart = unicodedata.normalize("NFKD", said.casefold())
    return "".join(sign for sign in apart if sign.isalnum()).casefold()


def words(said: str) -> str:
    """Letters and digits, single spaces between: what names are compared by."""
    apart = unicodedata.normalize("NFKD", said.casefold())
    if not apart.isascii():
        apart = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(apart))


def _is_text(sign: str) -> bool:
    if sign in "\n\t":
        return True
    return sign not in _UNSEEN and unicodedata.category(sign) not in _NOT_TEXT
