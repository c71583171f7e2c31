"""The cast itself: everybody holds what the role says."""

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.team import queries as team
from tests.cast import Cast


def test_the_cast_holds_what_roles_say(cast: Cast) -> None:
    """Only shelter keepers hold addresses once the founder has handed them over."""
    held = {row.name: row.holds for row in team.members()}
    assert held["alder"] == ("casework", "intake", "partners", "team")
    assert held["willow"] == ("addresses", "casework", "team")
    assert held["maple"] == ("team",)
    assert list(audit.faults(cast.workspace, team.signing_keys())) == []
