"""Photographs of a meeting: a flip chart, a wall of cards. Made small, and without what a phone
writes into them (the place, the moment, the phone)."""

from io import BytesIO
from uuid import UUID

from PIL import Image, ImageOps, UnidentifiedImageError

from models import Meeting, Person, Photo
from models.refusals import NotFound, Refused
from services.change import change
from services.look import look
from translations import mark

LARGEST = 15_000_000  # bytes that may come in: a phone's photograph is 3 to 8 million
MOST_PIXELS = 60_000_000  # more is no photograph but a way to fill the memory
WIDE = 1600
NO_PICTURE = mark("This is no photograph we can read: JPEG, PNG or WebP, please.")


def add(by: Person, meeting_id: UUID, image: bytes, title: str = "", op: UUID | None = None):
    """JPEG, PNG or WebP of at most 15 MB."""
    small = _small(image)
    with change(by, "photo.added", op, meeting_id) as step:
        meeting = step.find(Meeting, meeting_id)
        step.what = title.strip() or meeting.title
        return step.add(Photo(meeting_id=meeting.id, title=title.strip()[:200], image=small))


def archive(by: Person, photo_id: UUID, op: UUID | None = None) -> None:
    with change(by, "photo.archived", op) as step:
        photo = step.get(Photo, photo_id)
        step.what, step.meeting_id = photo.title, photo.meeting_id
        step.archive(photo)


def image(by: Person, photo_id: UUID) -> bytes:
    """JPEG, for who may read the meeting's notes in full."""
    with look(by, "attendance.read_names") as session:
        photo = session.get(Photo, photo_id)
        if photo is None or photo.community_id != by.community_id or photo.archived_at:
            raise NotFound
        return photo.image


def _small(image: bytes) -> bytes:
    if len(image) > LARGEST:
        raise Refused(mark("This photograph is too large: at most 15 MB."), field="photo")
    try:
        with Image.open(BytesIO(image), formats=("JPEG", "PNG", "WEBP")) as read:
            if read.width * read.height > MOST_PIXELS:
                raise Refused(NO_PICTURE, field="photo")
            upright = ImageOps.exif_transpose(read).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as no:
        raise Refused(NO_PICTURE, field="photo") from no
    upright.thumbnail((WIDE, WIDE * 2))
    kept = BytesIO()
    upright.save(kept, "JPEG", quality=82)
    return kept.getvalue()
