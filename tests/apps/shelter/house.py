"""What the tests of shelter share: flats with a marked address, cases cleared by two people."""

from uuid import UUID

from safeconduct.apps.cases import actions as case_actions
from safeconduct.apps.cases.models import Case
from safeconduct.apps.cases.records import CaseSummary
from safeconduct.apps.shelter import actions
from safeconduct.apps.shelter.models import Flat
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions
from tests.cast import Cast

#: Stands in every address; must reach no page but a keeper's.
STREET = "Canary-Street-7431"
LANDLORD = "canary-landlord-9902"


def a_flat(cast: Cast, name: str = "Heron", beds: int = 4, **kwargs: object) -> Flat:
    """A flat that willow put on file."""
    return actions.add_flat(
        cast.willow,
        cover_name=name,
        beds=beds,
        address=FlatAddress(street=STREET, landlord=LANDLORD, getting_in="by the yard"),
        conditions=FlatConditions(who_may_come="families", quiet_hours="after ten"),
        **kwargs,
    )


def a_case(cast: Cast, people: int = 1, *, cleared: bool = True) -> Case:
    """An accepted case of birch's; birch and rowan cleared it unless told otherwise."""
    case = case_actions.open_case(
        cast.birch, people=people, summary=CaseSummary(text="They came to the door.")
    )
    if cleared:
        clear(cast, case.id)
    return Case.objects.get(pk=case.pk)


def clear(cast: Cast, case_id: UUID) -> None:
    """Vet a case up to the clearing by two different members."""
    for name, to in (
        ("birch", "identity_ok"),
        ("birch", "corroborated"),
        ("birch", "two_person_cleared"),
        ("rowan", "two_person_cleared"),
    ):
        case_actions.move_vetting(cast.actor(name), case_id, to=to, reason="checked")
