"""Needs, tasks, notes and files: done once, by somebody who can see the case, sealed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from safeconduct.apps.audit.action import Refused
from safeconduct.apps.audit.clock import today
from safeconduct.apps.cases import actions, queries
from safeconduct.apps.cases.models import CaseFile, Need, Task
from safeconduct.apps.cases.records import NeedText
from safeconduct.apps.vault.opening import open_sealed
from tests.apps.cases.household import CANARY, opened
from tests.cast import Cast


def test_a_need_is_met_once_and_says_how(cast: Cast) -> None:
    case = opened(cast)
    need = actions.raise_need(cast.birch, case.id, text="insulin")
    need = actions.meet_need(cast.rowan, need.id, how="bought")
    assert open_sealed(cast.birch, need, "text", NeedText) == NeedText("insulin", "bought")
    with pytest.raises(Refused) as refused:
        actions.meet_need(cast.rowan, need.id)
    assert refused.value.code == "met_already"
    assert not Need.objects.filter(met_on__isnull=True).exists()


def test_a_task_is_done_once_by_whom_and_when(cast: Cast) -> None:
    case = opened(cast)
    task = actions.add_task(cast.birch, case.id, text="call", due_on=today())
    task = actions.finish_task(cast.rowan, task.id)
    assert (task.done_on, task.done_by_id) == (today(), cast.rowan.member.pk)
    for act in (
        lambda: actions.finish_task(cast.rowan, task.id),
        lambda: actions.change_task(cast.rowan, task.id, due_on=today(), owner=None),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "done_already"


def test_work_goes_only_to_who_can_open_the_case(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Refused) as task:
        actions.add_task(cast.birch, case.id, text="x", due_on=today(), owner=cast.maple.member.pk)
    with pytest.raises(Refused) as whole:
        actions.hand_case(cast.birch, case.id, owner=cast.maple.member.pk)
    assert {task.value.code, whole.value.code} == {"cannot_see_it"}
    assert not Task.objects.exists()


def test_what_is_due_shows_mine_first(cast: Cast) -> None:
    case = opened(cast)
    rowan, birch = cast.rowan.member.pk, cast.birch.member.pk
    for days, owner in ((-3, rowan), (-2, None), (0, birch), (1, birch)):
        actions.add_task(
            cast.birch,
            case.id,
            text=f"{days}",
            due_on=today() + timedelta(days=days),
            owner=owner,
        )
    due = queries.tasks_due(cast.birch)
    assert [(task.owner, task.late_days) for task in due] == [("birch", 0), ("", 2), ("rowan", 3)]
    assert [task.mine for task in due] == [True, False, False]
    assert queries.tasks_due(cast.maple)[0].text is None


def test_an_ended_case_takes_notes_and_no_new_work(cast: Cast) -> None:
    case = opened(cast)
    actions.move_stage(cast.birch, case.id, to="withdrawn", reason="they wrote")
    actions.write_note(cast.birch, case.id, text="they wrote again")
    with pytest.raises(Refused) as refused:
        actions.add_task(cast.birch, case.id, text="x", due_on=today())
    assert refused.value.code == "case_ended"
    page = cast.client("birch").get(reverse("see_case", args=[case.id])).content.decode()
    assert reverse("move_stage", args=[case.id]) not in page


def test_notes_are_newest_first_and_in_pages(cast: Cast) -> None:
    case = opened(cast)
    for number in range(22):
        actions.write_note(cast.birch, case.id, text=f"note {number}")
    page = queries.notes_page(cast.birch, case, "1")
    assert (len(page.notes), page.page.paginator.num_pages) == (20, 2)
    assert len(queries.notes_page(cast.birch, case, "elsewhere").notes) == 20


def test_a_file_goes_up_sealed_and_is_listed(cast: Cast) -> None:
    case = opened(cast)
    client = cast.client("birch")
    file = SimpleUploadedFile("passport.jpg", CANARY.encode(), "image/jpeg")
    posted = client.post(
        reverse("attach_file", args=[case.id]), {"file": file, "about": "the passport"}
    )
    assert posted["Location"] == reverse("case_notes", args=[case.id])
    page = client.get(posted["Location"]).content.decode()
    blob = CaseFile.objects.get().blob_id
    assert "the passport" in page
    assert reverse("download_file", args=[blob]) in page


def test_without_a_file_what_was_written_stays(cast: Cast) -> None:
    case = opened(cast)
    page = cast.client("birch").post(
        reverse("attach_file", args=[case.id]), {"about": "the passport"}
    )
    assert 'value="the passport"' in page.content.decode()


def test_the_timeline_tells_what_happened_and_who_opened_what(cast: Cast) -> None:
    case = opened(cast)
    actions.write_note(cast.birch, case.id, text="a note")
    client = cast.client("rowan")
    client.get(reverse("see_case", args=[case.id]))
    address = reverse("case_timeline", args=[case.id])
    happened = client.get(address).content.decode()
    assert "wrote a note" in happened
    assert "opened what is sealed" not in happened
    opened_what = client.get(f"{address}?show=opened").content.decode()
    assert "<b>rowan</b> · opened what is sealed" in opened_what
