"""Files of other kinds are known by how they begin, whatever their name says."""

from models.refusals import Refused
from translations import mark

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_PDF = mark("{file} is a PDF. Open the list where it was made and save it as XLSX or CSV.")
_IMAGE = mark("{file} is an image. We read lists saved as XLSX or CSV.")
_WEB = mark("{file} is a web page, even if its name says otherwise. Save it as XLSX or CSV.")
_RTF = mark("{file} is a text document. Put the list in a spreadsheet and save it as XLSX or CSV.")
_PACKED = mark("{file} is a compressed archive. Unpack it and send the list inside.")

_BEGINNINGS = {
    b"%PDF": _PDF,
    b"\x89PNG": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"GIF8": _IMAGE,
    b"{\\rtf": _RTF,
    b"\x1f\x8b": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"Rar!": _PACKED,
}


def refuse_foreign(name: str, data: bytes) -> None:
    """Refused when the beginning tells a kind of file that is not a list."""
    for beginning, sentence in _BEGINNINGS.items():
        if data.startswith(beginning):
            raise Refused(sentence, file=name)
    if data.startswith(_OLD_OFFICE):
        raise Refused(_old_office(data), file=name)
    if data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise Refused(_WEB, file=name)


def _old_office(data: bytes) -> str:
    """A protected XLSX is wrapped the way old Excel files were."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return mark("{file} is protected by a password. Save a copy without it.")
    return mark("{file} is in an old Office format. Save it as XLSX or CSV.")
