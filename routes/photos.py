"""Photographs: taken with the phone, seen by those of the community."""

from uuid import UUID

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.refusals import NotFound, Refused
from routes import table
from routes.said import op_of
from services import address, photos
from services.change import Repeated


async def take(request: Request) -> Response:
    if not address.is_ours(request.headers.get("origin")):
        return Response(status_code=403)
    if int(request.headers.get("content-length") or 0) > photos.LARGEST + 100_000:
        return await run_sync(table.refused, request, "photo", Refused(photos.NO_PICTURE))
    form = await request.form(max_files=1, max_part_size=photos.LARGEST)
    picture = form.get("photo")
    image = await picture.read() if hasattr(picture, "read") else b""
    return await run_sync(_take, request, image, dict(form))


def _take(request: Request, image: bytes, form: dict) -> Response:
    meeting, by = table.who(request)
    if meeting is None or by is None:
        return Response(status_code=404)
    try:
        photos.add(by, meeting.id, image, str(form.get("title", "")), op_of(form))
    except Repeated:
        pass
    except Refused as no:
        return table.refused(request, "photo", no)
    return table.done(request, meeting, "photo")


def show(request: Request) -> Response:
    """For the workspace and for phones of the same community; the rest is told there is none."""
    try:
        photo_id = UUID(request.path_params["photo"])
    except ValueError:
        return Response(status_code=404)
    for by in table.people(request):
        try:
            image = photos.image(by, photo_id)
        except NotFound:
            continue
        except Refused:
            break
        headers = {"cache-control": "private, max-age=3600"}
        return Response(image, media_type="image/jpeg", headers=headers)
    return Response(status_code=404)


routes = [
    Route("/table/{meeting}/photo", take, methods=["POST"]),
    Route("/room/photo/{photo}", show),
]
