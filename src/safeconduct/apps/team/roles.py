"""Roles as code: what each may do and which compartments it needs, in plain words.

A permission lets a member reach a page. It opens nothing by itself: reading needs the
compartment's key as well.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Standing(StrEnum):
    """The compartments every workspace has."""

    TEAM = "team"
    INTAKE = "intake"
    CASEWORK = "casework"
    ADDRESSES = "addresses"
    PARTNERS = "partners"


COMPARTMENTS: dict[str, Promise] = {
    Standing.TEAM: _("team"),
    Standing.INTAKE: _("intake"),
    Standing.CASEWORK: _("casework"),
    Standing.ADDRESSES: _("addresses"),
    Standing.PARTNERS: _("partners"),
}


@dataclass(frozen=True)
class Role:
    """One role: `may` are permissions, `holds` the compartments handed over at the start."""

    code: str
    name: Promise
    describes: Promise
    may: frozenset[str]
    holds: tuple[Standing, ...]


PERMISSIONS = {
    "see_board": _("see the Board: counts, dates and case codes"),
    "triage": _("read and answer requests for help, accept or decline them"),
    "work_cases": _("work cases: people, danger, needs, papers, tasks, check-ins, notes"),
    "see_beds": _("see flats by their cover names and their free beds"),
    "keep_flats": _("keep flats: addresses, stays and moves"),
    "release_address": _("be one of the two people who agree that an address is shared"),
    "work_relocation": _("work applications, decisions, visas and journeys"),
    "see_partners": _("keep governments and other hosts: who they are, terms, contacts"),
    "manage_team": _("invite and remove members, hand over keys"),
    "read_audit": _("read who did and opened what"),
}

ROLES = {
    role.code: role
    for role in (
        Role(
            "coordinator",
            _("Coordinator"),
            _("Runs the team and the keys, sees every case, but no address of a flat."),
            frozenset(
                {
                    "see_board",
                    "triage",
                    "work_cases",
                    "see_beds",
                    "release_address",
                    "work_relocation",
                    "see_partners",
                    "manage_team",
                    "read_audit",
                }
            ),
            (Standing.TEAM, Standing.INTAKE, Standing.CASEWORK, Standing.PARTNERS),
        ),
        Role(
            "caseworker",
            _("Caseworker"),
            _("Answers requests and works cases; does not learn addresses or who the hosts are."),
            frozenset(
                {
                    "see_board",
                    "triage",
                    "work_cases",
                    "see_beds",
                    "release_address",
                    "work_relocation",
                }
            ),
            (Standing.TEAM, Standing.INTAKE, Standing.CASEWORK),
        ),
        Role(
            "shelter_keeper",
            _("Shelter keeper"),
            _("Keeps the flats and moves; the only role that can read an address."),
            frozenset({"see_board", "work_cases", "see_beds", "keep_flats", "release_address"}),
            (Standing.TEAM, Standing.CASEWORK, Standing.ADDRESSES),
        ),
        Role(
            "relocation_officer",
            _("Relocation officer"),
            _("Works with governments and hosts, papers, visas and journeys."),
            frozenset({"see_board", "work_cases", "see_beds", "work_relocation", "see_partners"}),
            (Standing.TEAM, Standing.CASEWORK, Standing.PARTNERS),
        ),
        Role(
            "auditor",
            _("Auditor"),
            _("Reads who did and opened what, and opens nothing."),
            frozenset({"see_board", "read_audit"}),
            (Standing.TEAM,),
        ),
    )
}


def may(role: str, permission: str) -> bool:
    """Whether `role` has `permission`. Raises KeyError for a permission nobody defined."""
    PERMISSIONS[permission]
    return permission in ROLES[role].may


def compartment_name(code: str) -> str:
    """A standing compartment's word in the reader's language; any other keeps its code."""
    return str(COMPARTMENTS.get(code, code))
