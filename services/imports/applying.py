"""An import, all of it or nothing: one change, one line of history, one undo."""

from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID, uuid4

from models import ImportBatch, Person
from models.refusals import Refused
from services.change import change
from services.imports import into_plan, into_register
from services.imports.comparing import ADDED, REVIEW, THERE, Answers, compare
from services.imports.draft import Draft
from services.imports.register import load
from services.imports.run import Run
from translations import formats, mark

CHAPTERS = (
    into_register.organisations,
    into_register.people,
    into_register.meetings,
    into_register.attendances,
    into_plan.objectives,
    into_plan.activities,
    into_plan.owners,
    into_plan.needs,
    into_plan.offers,
    into_plan.funding,
)


def apply(
    by: Person,
    draft: Draft,
    answers: Answers | None = None,
    op: UUID | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> ImportBatch:
    """Everything the files say that is not there yet. Refused while a question is open.

    Pledges come in proposed, what stays available promises nothing, and organisations are only
    named, whatever a file calls them: an import says yes for nobody.
    """
    answers, op = answers or Answers(), op or uuid4()
    with change(by, "import.applied", op) as step:
        register = load(step.session, by.community_id)
        preview = compare(register, draft, answers)
        if preview.questions:
            raise Refused(mark("Some questions of this import have no answer yet."))
        run = Run(step, load(step.session, by.community_id), draft, answers, preview)
        for done, chapter in enumerate(CHAPTERS, 1):
            chapter(run)
            progress(0.9 * done / len(CHAPTERS))
        batch = _batch(run, op)
    progress(1.0)
    return batch


def _batch(run: Run, op: UUID) -> ImportBatch:
    """What came in, under which line, and what no field of ours could take."""
    files = [{k: v for k, v in asdict(sheet).items() if v} for sheet in run.draft.sheets]
    title = formats.together(list(dict.fromkeys(s.file for s in run.draft.sheets)))
    run.step.what = title
    report = {verdict: run.preview.count(verdict) for verdict in (ADDED, THERE, REVIEW)}
    report["offer"] = run.preview.count(ADDED, "offer")
    return run.step.add(
        ImportBatch(
            title=title[:300],
            files=[{k: str(v) for k, v in f.items()} for f in files],
            report=report,
            kept=run.kept,
            op=op,
        )
    )
