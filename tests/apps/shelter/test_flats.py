"""Flats: added, changed, paused, reopened, burnt; by keepers only, and on record."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.shelter import actions, cover_names, queries
from safeconduct.apps.shelter.models import Flat
from safeconduct.apps.shelter.records import FlatAddress, FlatConditions
from safeconduct.apps.vault.opening import Sealed, open_sealed
from tests.apps.shelter.house import STREET, a_case, a_flat
from tests.cast import Cast

OTHERS = ("alder", "birch", "linden", "maple")


def test_add_flat(cast: Cast) -> None:
    flat = a_flat(cast, "  Heron ", 4)
    assert (flat.cover_name, flat.beds, flat.state) == ("Heron", 4, "open")
    happened = audit.of_row("shelter_flat", flat.pk)[0]
    assert happened.verb == "add_flat"
    assert happened.who == cast.willow.who
    opened = open_sealed(cast.aspen, flat, "address", FlatAddress)
    assert isinstance(opened, FlatAddress)
    assert opened.street == STREET


@pytest.mark.parametrize("name", OTHERS)
def test_only_keepers_hold_addresses(cast: Cast, name: str) -> None:
    flat = a_flat(cast)
    assert open_sealed(cast.actor(name), flat, "address") == Sealed("addresses")


@pytest.mark.parametrize("name", OTHERS)
def test_only_keepers_change_flats(cast: Cast, name: str) -> None:
    flat = a_flat(cast)
    actor = cast.actor(name)
    address, conditions = FlatAddress(street="x"), FlatConditions()
    with pytest.raises(Http404):
        actions.add_flat(actor, cover_name="Otter", beds=1, address=address, conditions=conditions)
    with pytest.raises(Http404):
        actions.change_flat(
            actor, flat.pk, cover_name="Otter", beds=1, beds_out=0, conditions=conditions
        )
    with pytest.raises(Http404):
        actions.change_address(actor, flat.pk, address=address)
    for act in (actions.pause_flat, actions.reopen_flat, actions.burn_flat):
        with pytest.raises(Http404):
            act(actor, flat.pk)
    assert Flat.objects.get().state == "open"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"cover_name": "heron"}, "name_taken"),
        ({"cover_name": " "}, "bad_name"),
        ({"beds": 0}, "bad_beds"),
        ({"beds": 2, "beds_out": 3}, "bad_beds_out"),
        ({"opened_on": today() + timedelta(days=1)}, "not_yet"),
    ],
)
def test_add_flat_refused(cast: Cast, said: dict[str, object], code: str) -> None:
    a_flat(cast, "Heron")
    given = {
        "cover_name": "Otter",
        "beds": 2,
        "address": FlatAddress(street="x"),
        "conditions": FlatConditions(),
        **said,
    }
    with pytest.raises(Refused) as refused:
        actions.add_flat(cast.willow, **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert str(refused.value.sentence)
    assert Flat.objects.count() == 1


def test_change_flat_keeps_beds_for_who_is_there(cast: Cast) -> None:
    flat, case = a_flat(cast, beds=4), a_case(cast, people=3)
    actions.place_in_flat(cast.willow, case.id, flat.pk)

    def change(beds: int, out: int) -> Flat:
        return actions.change_flat(
            cast.willow,
            flat.pk,
            cover_name="Otter",
            beds=beds,
            beds_out=out,
            conditions=FlatConditions(pets="a dog"),
        )

    for beds, out in ((2, 0), (4, 2)):
        with pytest.raises(Refused, match="beds_taken"):
            change(beds, out)
    changed = change(4, 1)
    assert (changed.cover_name, changed.beds_out) == ("Otter", 1)
    assert queries.beds() == queries.Beds(total=4, taken=3, free=0)
    opened = open_sealed(cast.birch, changed, "conditions", FlatConditions)
    assert isinstance(opened, FlatConditions)
    assert opened.pets == "a dog"


def test_change_address(cast: Cast) -> None:
    flat = a_flat(cast)
    actions.change_address(cast.aspen, flat.pk, address=FlatAddress(street="elsewhere"))
    flat.refresh_from_db()
    opened = open_sealed(cast.willow, flat, "address", FlatAddress)
    assert isinstance(opened, FlatAddress)
    assert opened.street == "elsewhere"
    assert audit.of_row("shelter_flat", flat.pk)[0].verb == "change_address"


def test_pause_and_reopen(cast: Cast) -> None:
    flat, case, later = a_flat(cast), a_case(cast), a_case(cast)
    actions.place_in_flat(cast.willow, case.id, flat.pk)
    paused = actions.pause_flat(cast.willow, flat.pk)
    assert (paused.state, paused.state_by_id) == ("paused", cast.willow.member.pk)
    assert queries.beds() == queries.Beds(total=4, taken=1, free=0)
    assert queries.must_move() == []
    with pytest.raises(Refused, match="flat_paused"):
        actions.place_in_flat(cast.willow, later.id, flat.pk)
    with pytest.raises(Refused, match="not_open"):
        actions.pause_flat(cast.willow, flat.pk)
    actions.reopen_flat(cast.aspen, flat.pk)
    actions.place_in_flat(cast.willow, later.id, flat.pk)
    with pytest.raises(Refused, match="not_paused"):
        actions.reopen_flat(cast.aspen, flat.pk)
    verbs = [one.verb for one in audit.of_row("shelter_flat", flat.pk)]
    assert verbs == ["reopen_flat", "pause_flat", "add_flat"]


def test_burn_flat(cast: Cast) -> None:
    flat, other = a_flat(cast), a_flat(cast, "Otter", 2)
    case = a_case(cast, people=2)
    actions.place_in_flat(cast.willow, case.id, flat.pk)
    release = actions.propose_address_release(cast.birch, case.id, flat.pk)
    actions.burn_flat(cast.willow, flat.pk)
    moving = queries.must_move()
    assert [(row.code, row.people, row.cover_name) for row in moving] == [(case.code, 2, "Heron")]
    assert queries.beds() == queries.Beds(total=2, taken=0, free=2)
    assert queries.hidden_people() == 2  # they are still somewhere, and in danger
    release.refresh_from_db()
    assert release.withdrawn_by_id == cast.willow.member.pk
    assert audit.of_row("shelter_flat", flat.pk)[0].details == {"must_move": [str(case.id)]}
    for act in (actions.burn_flat, actions.reopen_flat):
        with pytest.raises(Refused, match="flat_burnt"):
            act(cast.willow, flat.pk)
    with pytest.raises(Refused, match="not_open"):
        actions.pause_flat(cast.willow, flat.pk)
    actions.move_to_flat(cast.willow, case.id, other.pk)
    assert queries.must_move() == []


def test_the_database_refuses_what_makes_no_sense(cast: Cast) -> None:
    flat = a_flat(cast, beds=2)
    for values in ({"beds_out": 3}, {"beds": 0}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Flat.objects.filter(pk=flat.pk).update(**values)


def test_a_cover_name_is_suggested_that_nobody_uses(cast: Cast) -> None:
    for word in cover_names.WORDS[:-1]:
        Flat.objects.create(
            cover_name=word.upper(),
            beds=1,
            opened_on=today(),
            state_on=today(),
            state_by=cast.willow.member,
        )
    assert cover_names.suggest() == cover_names.WORDS[-1]
    a_flat(cast, cover_names.WORDS[-1])
    assert cover_names.suggest().rsplit(" ", 1)[1].isdigit()
