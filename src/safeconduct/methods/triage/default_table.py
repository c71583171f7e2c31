"""The built-in table of rules, in the shape a TOML file would have.

Data only. An organisation that wants other rules copies this table, gives it a version of its
own and loads it with `load_table`. A clause names the least answers; every worse
answer, and unknown where it ranks above them, counts as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RULES_VERSION = "2026-11.1"

_HUNTED = {"hunter": ["state", "family", "armed_group"]}
_BY_THE_STATE = {"hunter": ["state"]}
_TO_TAKE_OR_KILL = {"aim": ["return_by_force", "detain"]}
_WANTED_AT_ALL = {"aim": ["find", "extort", "make_inform"]}
_IN_THE_REGION = {"nearness": ["region"]}
_IN_THE_CITY = {"nearness": ["city"]}
_WITHIN_A_WEEK = {"when": ["within_week"]}

DEFAULT_MAPPING: Mapping[str, Any] = {
    "version": RULES_VERSION,
    "passport_short_days": 180,
    "most_percent": 300,
    "bands": {
        "emergency": {
            "weight": 300,
            "act_within_hours": 24,
            "place_within_days": 7,
            "look_again_days": 1,
        },
        "urgent": {"weight": 60, "place_within_days": 42, "look_again_days": 7},
        "normal": {"weight": 10, "look_again_days": 30},
    },
    "rules": [
        {"code": "happening_now", "band": "emergency", "all": [{"when": ["now"]}]},
        {
            "code": "taken_or_killed_within_a_day",
            "band": "emergency",
            "all": [{"when": ["within_day"]}, _TO_TAKE_OR_KILL],
        },
        {
            "code": "knows_the_place",
            "band": "emergency",
            "all": [{"nearness": ["place"]}, _TO_TAKE_OR_KILL],
        },
        {
            "code": "means_to_kill_and_is_near",
            "band": "emergency",
            "all": [{"aim": ["kill"]}, _IN_THE_CITY],
        },
        {
            "code": "tried_to_kill_and_still_hunting",
            "band": "emergency",
            "all": [{"happened": ["attempt_on_life"]}, _IN_THE_REGION],
        },
        {
            "code": "tracked_down",
            "band": "emergency",
            "all": [
                {"traces": ["visited", "phone_tracked"]},
                _IN_THE_CITY,
                _TO_TAKE_OR_KILL,
            ],
        },
        {
            "code": "wanted_and_near",
            "band": "emergency",
            "all": [
                {"traces": ["filed_wanted"], "papers": ["wanted_list"]},
                _BY_THE_STATE,
                _IN_THE_CITY,
                _WITHIN_A_WEEK,
            ],
        },
        {
            "code": "tortured_and_near",
            "band": "emergency",
            "all": [{"happened": ["tortured"]}, _HUNTED, _IN_THE_CITY, _WITHIN_A_WEEK],
        },
        {
            "code": "may_harm_themselves_soon",
            "band": "emergency",
            "all": [{"alone_with": ["self_harm_risk"]}, {"when": ["unknown"]}],
        },
        {
            "code": "medicine_ends_soon",
            "band": "emergency",
            "all": [{"alone_with": ["medicine_running_out"]}, {"when": ["within_day"]}],
        },
        {"code": "means_to_kill", "band": "urgent", "all": [{"aim": ["kill"]}]},
        {"code": "means_to_take", "band": "urgent", "all": [_HUNTED, _TO_TAKE_OR_KILL]},
        {"code": "within_a_day", "band": "urgent", "all": [{"when": ["within_day"]}]},
        {"code": "within_a_week", "band": "urgent", "all": [_WITHIN_A_WEEK, _WANTED_AT_ALL]},
        {"code": "place_is_known", "band": "urgent", "all": [{"nearness": ["place"]}]},
        {
            "code": "near_and_sought",
            "band": "urgent",
            "all": [_IN_THE_CITY, _HUNTED, _WANTED_AT_ALL],
        },
        {
            "code": "survived_torture_or_attempt",
            "band": "urgent",
            "all": [{"happened": ["tortured", "attempt_on_life"]}],
        },
        {
            "code": "harmed_and_sought",
            "band": "urgent",
            "all": [
                {
                    "happened": [
                        "threatened",
                        "outed_to_family",
                        "relatives_made_to_sign",
                        "detained",
                    ]
                },
                _HUNTED,
                _IN_THE_REGION,
            ],
        },
        {
            "code": "pressed",
            "band": "urgent",
            "all": [{"aim": ["extort", "make_inform"]}, {"happened": ["threatened"]}, _HUNTED],
        },
        {
            "code": "being_looked_for",
            "band": "urgent",
            "all": [{"traces": ["called", "filed_missing"]}, _HUNTED, _IN_THE_REGION],
        },
        {
            "code": "hunter_came_or_tracked",
            "band": "urgent",
            "all": [{"traces": ["visited", "phone_tracked", "filed_wanted"]}],
        },
        {
            "code": "barred_or_wanted",
            "band": "urgent",
            "all": [{"papers": ["exit_ban"]}, _BY_THE_STATE],
        },
        {
            "code": "life_depends_on_help",
            "band": "urgent",
            "all": [{"alone_with": ["medicine_running_out", "self_harm_risk"]}],
        },
        {
            "code": "witness_against_the_hunter",
            "band": "urgent",
            "all": [{"exposure": ["witness"]}, {"hunter": ["state", "armed_group"]}],
        },
    ],
    "modifiers": [
        {
            "code": "hunted_from_both_sides",
            "percent": 125,
            "all": [{"hunter": ["state_and_family"]}],
        },
        {
            "code": "survivor",
            "percent": 130,
            "all": [{"happened": ["tortured", "attempt_on_life"]}],
        },
        {
            "code": "actively_traced",
            "percent": 120,
            "all": [{"traces": ["visited", "phone_tracked", "filed_wanted"]}],
        },
        {"code": "passport_running_out", "percent": 110, "all": [{"papers": ["passport_short"]}]},
        {
            "code": "cannot_leave_on_these_papers",
            "percent": 120,
            "all": [{"papers": ["passport_expired"]}],
        },
        {"code": "stopped_at_the_border", "percent": 120, "all": [{"papers": ["exit_ban"]}]},
        {
            "code": "carries_much_alone",
            "percent": 130,
            "all": [
                {"alone_with": ["children", "dependants", "illness", "no_money", "no_language"]}
            ],
        },
        {
            "code": "life_at_risk_alone",
            "percent": 130,
            "all": [{"alone_with": ["medicine_running_out", "self_harm_risk"]}],
        },
        {
            "code": "exposed",
            "percent": 120,
            "all": [{"exposure": ["spoke_to_journalists", "publicly_known"]}],
        },
        {"code": "others_depend_on_them", "percent": 120, "all": [{"exposure": ["witness"]}]},
    ],
    "sooner": [
        {"code": "missed_check_in"},
        {"code": "hunter_comes_nearer"},
        {"code": "new_visit_call_or_search"},
        {"code": "relative_taken_or_questioned"},
        {"code": "address_seen_by_someone_new"},
        {
            "code": "hunter_learns_the_place",
            "if": {"nearness": ["does_not_know", "region", "city", "unknown"]},
        },
        {"code": "the_week_is_running", "if": {"when": ["within_week"]}, "days": 3},
        {"code": "the_day_is_running", "if": {"when": ["within_day", "now"]}, "days": 1},
        {
            "code": "wanted_or_exit_ban_filed",
            "if": {
                "papers": [
                    "travel_passport",
                    "passport_short",
                    "passport_expired",
                    "internal_only",
                    "withheld",
                    "unknown",
                ]
            },
        },
        {
            "code": "passport_comes_back_or_runs_out",
            "if": {"papers": ["passport_short", "withheld"]},
        },
        {
            "code": "medicine_runs_low",
            "if": {"alone_with": ["illness", "medicine_running_out", "unknown"]},
        },
        {
            "code": "says_they_cannot_go_on",
            "if": {"alone_with": ["self_harm_risk", "unknown"]},
        },
        {
            "code": "name_or_words_published",
            "if": {"exposure": ["spoke_to_journalists", "publicly_known", "witness", "unknown"]},
        },
    ],
}
"""The table as `load_table` reads it."""
