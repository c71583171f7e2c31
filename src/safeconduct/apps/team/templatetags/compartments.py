"""Template filters that say compartments in words: {{ code|compartment }}, {{ codes|named }}.

Standing compartments have a word in each language; a case's own compartment keeps its code.
"""

from collections.abc import Iterable

from django import template

from safeconduct.apps.team.roles import compartment_name

register = template.Library()


@register.filter
def compartment(code: str) -> str:
    """The compartment's word in the current language, or its code."""
    return compartment_name(code)


@register.filter
def named(codes: Iterable[str]) -> list[str]:
    """The words of several compartments, in the order given."""
    return [compartment_name(code) for code in codes]
