"""Asking for help on the public face, from the first page to the code."""

from safeconduct.apps.intake.models import Plea
from safeconduct.apps.intake.records import PleaContent
from safeconduct.apps.vault.opening import open_sealed
from tests.apps.intake.conftest import Stranger
from tests.cast import Cast


def test_a_plea_is_kept_sealed_and_a_code_shown(public: Stranger, cast: Cast) -> None:
    public.fill("They took my brother.", where_words="Gekhi")
    assert "They took my brother." in public.page
    public.send()
    assert public.status == 200
    code = public.code
    assert len(code.replace(" ", "")) == 30
    plea = Plea.objects.get()
    assert (plea.urgency, plea.language, plea.stage) == ("now", "en", "requested")
    assert plea.arrived.minute == plea.arrived.second == 0
    opened = open_sealed(cast.birch, plea, "content", PleaContent)
    assert isinstance(opened, PleaContent)
    assert opened.text == "They took my brother."
    assert opened.where_words == "Gekhi"
    assert opened.never == ("call", "family")
    public.look(code)
    assert public.status == 200
    assert "There is no answer yet" in public.page


def test_sending_twice_makes_one_plea_and_shows_the_same_code(public: Stranger) -> None:
    read_through = public.fill()
    public.send()
    code = public.code
    public.page = read_through
    public.send()
    assert public.code == code
    assert Plea.objects.count() == 1
