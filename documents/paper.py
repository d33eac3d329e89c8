"""Pages made of facts: templates that escape every value, in the reader's language."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from translations import _, formats, n_

HERE = Path(__file__).parent / "templates"
FORMATS = (
    formats.day,
    formats.short_day,
    formats.number,
    formats.percent,
    formats.quantity,
    formats.ordinal,
    formats.together,
)


def render(template: str, **values) -> Markup:
    """`documents/templates/<template>` with these values, as HTML that is already safe."""
    return Markup(_environment().get_template(template).render(**values))


@cache
def style(name: str) -> Markup:
    """A style sheet of ours, to stand within the page: a page that is kept needs nothing else."""
    return Markup((HERE / name).read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": _, "n_": n_} | {say.__name__: say for say in FORMATS}
    return environment
