"""How figures are told."""

from statistics import median, quantiles


def spread(ms: list[float]) -> dict:
    """Of all the times taken, in ms."""
    return {"p50": round(median(ms)), "p95": round(quantiles(ms, n=20, method="inclusive")[-1])}
