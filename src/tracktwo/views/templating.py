"""The templates of pages that stand by themselves, compiled once. Nothing is decided here."""

from functools import cache

from jinja2 import Environment, PackageLoader, Template


@cache
def template(name: str) -> Template:
    """A template by the name of its file; what is put into it is escaped."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tracktwo.views"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
