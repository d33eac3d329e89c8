"""For whoever watches over the house: is it up, and can it work?"""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from services import opening


async def healthz(request: Request) -> JSONResponse:
    return JSONResponse({"up": True})


def readyz(request: Request) -> JSONResponse:
    """The database answers and its tables are those of this code; else 503 and why."""
    reason = opening.trouble()
    return JSONResponse(
        {"ready": not reason} | ({"reason": reason} if reason else {}), 503 if reason else 200
    )


routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
