"""Written cases a caseworker would recognise, with the band they must get and why."""

from datetime import date, timedelta

import pytest

from safeconduct.methods.triage import NO_RULE, Answers, Assessment, Band, Question, assess

TODAY = date(2026, 11, 20)

# Someone nobody hunts, with every question answered; each case says how it differs.
CALM: dict[str, str | list[str] | None] = {
    "hunter": "none",
    "aim": ["none"],
    "happened": ["none"],
    "nearness": "does_not_know",
    "traces": ["none"],
    "when": "later",
    "papers": ["travel_passport"],
    "passport_valid_until": "2031-05-01",
    "alone_with": ["none"],
    "exposure": ["none"],
}


def judged(answers: Answers) -> Assessment:
    return assess(Question.from_answers(answers, TODAY))


CASES = {
    "His brothers stand at the door of the flat and want to take him home": (
        {
            "hunter": "family",
            "aim": ["return_by_force"],
            "nearness": "place",
            "traces": ["visited"],
            "when": "now",
        },
        "emergency",
        "happening_now",
    ),
    "Police know where she sleeps; nobody can say when they come": (
        {"hunter": "state", "aim": ["detain"], "nearness": "place", "when": "unknown"},
        "emergency",
        "knows_the_place",
    ),
    "Uncles know the address; what they want was never asked": (
        {"hunter": "family", "aim": [], "nearness": "place", "when": "later"},
        "emergency",
        "knows_the_place",
    ),
    "Released after torture and handed to relatives who were told to kill him; same city": (
        {
            "hunter": "state_and_family",
            "aim": ["kill"],
            "happened": ["detained", "tortured", "outed_to_family"],
            "nearness": "city",
            "when": "within_week",
        },
        "emergency",
        "means_to_kill_and_is_near",
    ),
    "The father means to kill her; nobody knows what he knows of her whereabouts": (
        {"hunter": "family", "aim": ["kill"], "nearness": "unknown"},
        "emergency",
        "means_to_kill_and_is_near",
    ),
    "Stabbed last month, fled to a neighbouring town in the same region": (
        {
            "hunter": "family",
            "aim": ["find"],
            "happened": ["attempt_on_life"],
            "nearness": "region",
        },
        "emergency",
        "tried_to_kill_and_still_hunting",
    ),
    "Her phone was tracked to the city and relatives are driving there": (
        {
            "hunter": "family",
            "aim": ["return_by_force"],
            "traces": ["phone_tracked"],
            "nearness": "city",
        },
        "emergency",
        "tracked_down",
    ),
    "On the federal wanted list, hiding in the same city, court date this week": (
        {
            "hunter": "state",
            "aim": ["find"],
            "papers": ["wanted_list", "internal_only"],
            "nearness": "city",
            "when": "within_week",
        },
        "emergency",
        "wanted_and_near",
    ),
    "Safe from the hunters, but speaks of ending their life": (
        {"alone_with": ["self_harm_risk"], "when": "unknown"},
        "emergency",
        "may_harm_themselves_soon",
    ),
    "Insulin for two weeks, nobody near": (
        {"alone_with": ["medicine_running_out", "no_money"]},
        "urgent",
        "life_depends_on_help",
    ),
    "Detained once, police want to find him again, he is elsewhere in the region": (
        {"hunter": "state", "aim": ["find"], "happened": ["detained"], "nearness": "region"},
        "urgent",
        "harmed_and_sought",
    ),
    "Family filed her as missing and calls her friends; she left the city": (
        {
            "hunter": "family",
            "aim": ["find"],
            "traces": ["called", "filed_missing"],
            "nearness": "region",
        },
        "urgent",
        "being_looked_for",
    ),
    "An officer wants names of others and money every month": (
        {"hunter": "state", "aim": ["extort", "make_inform"], "happened": ["threatened"]},
        "urgent",
        "pressed",
    ),
    "Exit ban stamped, otherwise quiet": (
        {"hunter": "state", "aim": ["find"], "papers": ["travel_passport", "exit_ban"]},
        "urgent",
        "barred_or_wanted",
    ),
    "Key witness in a case against the commanders, abroad in transit": (
        {"hunter": "state", "aim": ["find"], "exposure": ["witness"]},
        "urgent",
        "witness_against_the_hunter",
    ),
    "Family heard rumours and would like to know where he is; he moved far away": (
        {"hunter": "family", "aim": ["find"], "happened": ["outed_to_family"]},
        "normal",
        NO_RULE,
    ),
    "Wants to leave because of the law; nobody is after them": ({}, "normal", NO_RULE),
}


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    answers, band, rule = CASES[case]
    assessment = judged({**CALM, **answers})
    assert (assessment.band.value, assessment.rule) == (band, rule)


def test_an_emergency_says_what_to_do_and_why() -> None:
    answers = CASES["Police know where she sleeps; nobody can say when they come"][0]
    assessment = judged({**CALM, **answers})
    assert assessment.act_within_hours == 24
    assert assessment.place_within_days == 7
    assert assessment.look_again_on == TODAY + timedelta(days=1)
    assert assessment.reasons == ("aim.detain", "nearness.place")
    assert assessment.also_fired == ()
    assert assessment.modifiers == ()
    assert (assessment.weight, assessment.percent) == (300, 100)


def test_nothing_answered_is_urgent_and_asked_again_tomorrow() -> None:
    assessment = assess(Question(TODAY))
    assert assessment.band is Band.URGENT
    assert assessment.could_be is Band.EMERGENCY
    assert assessment.look_again_on == TODAY + timedelta(days=1)
    assert set(assessment.missing) == {
        "hunter",
        "aim",
        "happened",
        "nearness",
        "traces",
        "when",
        "papers",
        "alone_with",
        "exposure",
    }


def test_one_answer_that_points_to_danger_makes_the_unknown_count() -> None:
    """Each of these alone, all else unanswered."""
    for key, answer in {
        "nearness": "place",
        "aim": "kill",
        "happened": "tortured",
        "traces": "phone_tracked",
        "when": "within_day",
        "papers": "wanted_list",
        "alone_with": "self_harm_risk",
    }.items():
        assert judged({key: answer}).band is Band.EMERGENCY, key


def test_what_kept_a_normal_case_normal_is_named() -> None:
    answers = CASES["Family heard rumours and would like to know where he is; he moved far away"][0]
    assessment = judged({**CALM, **answers})
    assert "nearness.does_not_know" in assessment.held_down_by
    assert "when.later" in assessment.held_down_by
    assert assessment.look_again_on == TODAY + timedelta(days=30)
    assert assessment.place_within_days is None


def test_modifiers_move_the_weight_at_most_threefold() -> None:
    assessment = judged(
        {
            "hunter": "state_and_family",
            "aim": "kill",
            "happened": ["tortured", "attempt_on_life"],
            "nearness": "place",
            "traces": ["visited", "phone_tracked", "filed_wanted"],
            "when": "now",
            "papers": ["withheld", "wanted_list"],
            "alone_with": ["children", "medicine_running_out"],
            "exposure": ["witness"],
        }
    )
    assert len(assessment.modifiers) == 10
    assert (assessment.percent, assessment.weight) == (300, 900)


def test_children_raise_the_weight_and_not_the_band() -> None:
    alone = judged(CALM)
    with_children = judged({**CALM, "alone_with": ["children"]})
    assert with_children.band is alone.band
    assert (alone.weight, with_children.weight) == (10, 13)
    assert with_children.modifiers == ("carries_much_alone",)
    assert with_children.reasons == ("alone_with.children",)


@pytest.mark.parametrize(
    ("until", "code"),
    [
        ("2026-11-19", "papers.passport_expired"),
        ("2026-11-20", "papers.passport_short"),
        ("2027-05-18", "papers.passport_short"),
        (None, "papers.passport_short"),
    ],
)
def test_a_passport_is_read_by_its_date(until: str | None, code: str) -> None:
    assert code in judged({**CALM, "passport_valid_until": until}).reasons


def test_a_long_passport_moves_nothing() -> None:
    assessment = judged({**CALM, "passport_valid_until": "2027-05-19"})
    assert assessment.reasons == ()
    assert assessment.weight == 10


def test_a_passport_without_its_date_is_missing_it() -> None:
    assert judged({**CALM, "passport_valid_until": None}).missing == ("passport_valid_until",)


def test_a_running_week_is_looked_at_before_it_ends() -> None:
    assessment = judged({**CALM, "hunter": "family", "aim": "find", "when": "within_week"})
    assert assessment.band is Band.URGENT
    assert assessment.look_again_on == TODAY + timedelta(days=3)
    assert "the_week_is_running" in assessment.look_again_sooner_if
