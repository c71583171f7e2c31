"""The danger assessment in caseworkers' words: questions, answers, rules and clocks by their codes.

methods.triage speaks codes; every code it can say has its line here, and a test fails for one
that has none.
"""

from django.utils.translation import gettext_lazy as _

BANDS = {
    "emergency": _("emergency"),
    "urgent": _("urgent"),
    "normal": _("normal"),
}

QUESTIONS = {
    "hunter": _("Who is hunting them?"),
    "aim": _("What does the hunter want?"),
    "happened": _("What has happened already?"),
    "nearness": _("What does the hunter know of where they are now?"),
    "traces": _("What has the hunter done to find them?"),
    "when": _("When is harm expected?"),
    "papers": _("What can they travel on, and what bars them?"),
    "alone_with": _("What do they carry alone?"),
    "exposure": _("Who else knows of them?"),
    "passport_valid_until": _("Travel passport valid until"),
}

ANSWERS = {
    "hunter.none": _("nobody"),
    "hunter.state": _("the state: police, army, security service"),
    "hunter.family": _("their own family"),
    "hunter.armed_group": _("an armed group"),
    "hunter.state_and_family": _("the state and the family"),
    "hunter.unknown": _("we do not know who"),
    "aim.none": _("none of these"),
    "aim.find": _("to find them"),
    "aim.extort": _("to extort money"),
    "aim.make_inform": _("to make them inform on others"),
    "aim.return_by_force": _("to bring them back by force"),
    "aim.detain": _("to lock them up"),
    "aim.kill": _("to kill them"),
    "aim.unknown": _("we do not know what for"),
    "happened.none": _("nothing of this"),
    "happened.threatened": _("threatened"),
    "happened.outed_to_family": _("outed to the family"),
    "happened.relatives_made_to_sign": _("relatives made to sign something"),
    "happened.relatives_taken": _("relatives taken"),
    "happened.detained": _("locked up"),
    "happened.tortured": _("tortured"),
    "happened.attempt_on_life": _("somebody tried to kill them"),
    "happened.unknown": _("we do not know what happened"),
    "nearness.does_not_know": _("nothing"),
    "nearness.region": _("the region"),
    "nearness.city": _("the city"),
    "nearness.place": _("the place itself"),
    "nearness.unknown": _("we do not know how near"),
    "traces.none": _("nothing that we know of"),
    "traces.called": _("called them or their friends"),
    "traces.filed_missing": _("reported them missing"),
    "traces.visited": _("came to a place where they were"),
    "traces.phone_tracked": _("tracked a telephone"),
    "traces.filed_wanted": _("had them listed as wanted"),
    "traces.unknown": _("we do not know how they search"),
    "when.later": _("later than within a week"),
    "when.within_week": _("within a week"),
    "when.within_day": _("within a day"),
    "when.now": _("now"),
    "when.unknown": _("unclear"),
    "papers.travel_passport": _("a travel passport"),
    "papers.passport_short": _("a travel passport that runs out soon"),
    "papers.passport_expired": _("a travel passport that has run out"),
    "papers.internal_only": _("an internal passport only"),
    "papers.withheld": _("papers withheld, destroyed or lost"),
    "papers.exit_ban": _("a ban on leaving"),
    "papers.wanted_list": _("on a wanted list"),
    "papers.unknown": _("we do not know which papers"),
    "alone_with.none": _("nothing of this"),
    "alone_with.children": _("children"),
    "alone_with.dependants": _("old or ill relatives who depend on them"),
    "alone_with.illness": _("an illness"),
    "alone_with.no_money": _("no money"),
    "alone_with.no_language": _("no language in common with those around"),
    "alone_with.medicine_running_out": _("medicine that is running out"),
    "alone_with.self_harm_risk": _("may harm themselves"),
    "alone_with.unknown": _("we do not know what they carry"),
    "exposure.none": _("nobody"),
    "exposure.spoke_to_journalists": _("they spoke to journalists"),
    "exposure.publicly_known": _("they are publicly known"),
    "exposure.witness": _("they are a witness others depend on"),
    "exposure.unknown": _("we do not know who knows"),
}

RULES = {
    "happening_now": _("The harm is happening now."),
    "taken_or_killed_within_a_day": _("They may be taken or killed within a day."),
    "knows_the_place": _("The hunter knows the place and wants to take or kill them."),
    "means_to_kill_and_is_near": _("The hunter means to kill, and is near."),
    "tried_to_kill_and_still_hunting": _("There was an attempt on their life; the hunt goes on."),
    "tracked_down": _("The hunter came or tracked a telephone, is near, and means to take them."),
    "wanted_and_near": _("They are on a wanted list, the state is near, and time is short."),
    "tortured_and_near": _("They were tortured before, the hunter is near, and time is short."),
    "may_harm_themselves_soon": _("They may harm themselves, and it may be soon."),
    "medicine_ends_soon": _("Their medicine ends within a day."),
    "means_to_kill": _("The hunter means to kill."),
    "means_to_take": _("The hunter means to take them by force or lock them up."),
    "within_a_day": _("Harm is expected within a day."),
    "within_a_week": _("They are sought, and harm is expected within a week."),
    "place_is_known": _("The hunter knows the place."),
    "near_and_sought": _("They are sought, and the hunter knows the city."),
    "survived_torture_or_attempt": _("They survived torture or an attempt on their life."),
    "harmed_and_sought": _("They were harmed or threatened, and are sought in the region."),
    "pressed": _("They were threatened, and are pressed for money or to inform."),
    "being_looked_for": _("They are being looked for in the region."),
    "hunter_came_or_tracked": _("The hunter came, tracked a telephone, or had them listed."),
    "barred_or_wanted": _("The state bars them from leaving or lists them as wanted."),
    "life_depends_on_help": _("Their life depends on help: medicine, or a risk of self-harm."),
    "witness_against_the_hunter": _("They are a witness against the hunter."),
    "no_rule_fired": _("No rule gave a higher band."),
}

MODIFIERS = {
    "hunted_from_both_sides": _("hunted by state and family"),
    "survivor": _("survived torture or an attempt"),
    "actively_traced": _("actively searched for"),
    "passport_running_out": _("passport running out"),
    "cannot_leave_on_these_papers": _("cannot leave on these papers"),
    "stopped_at_the_border": _("would be stopped at the border"),
    "carries_much_alone": _("carries much alone"),
    "life_at_risk_alone": _("life at risk when alone"),
    "exposed": _("publicly exposed"),
    "others_depend_on_them": _("others depend on them as a witness"),
}

SOONER = {
    "missed_check_in": _("a check-in is missed"),
    "hunter_comes_nearer": _("the hunter comes nearer"),
    "new_visit_call_or_search": _("there is a new visit, call or search"),
    "relative_taken_or_questioned": _("a relative is taken or questioned"),
    "address_seen_by_someone_new": _("somebody new sees the address"),
    "hunter_learns_the_place": _("the hunter learns the place"),
    "the_week_is_running": _("the week they have is running"),
    "the_day_is_running": _("the day they have is running"),
    "wanted_or_exit_ban_filed": _("they are listed as wanted or barred from leaving"),
    "passport_comes_back_or_runs_out": _("a passport comes back or runs out"),
    "medicine_runs_low": _("medicine runs low"),
    "says_they_cannot_go_on": _("they say that they cannot go on"),
    "name_or_words_published": _("their name or words are published"),
}


def question(code: str) -> str:
    """A question in the reader's language; a code without words is shown as it is."""
    return str(QUESTIONS.get(code, code))


def answer(code: str) -> str:
    """An answer, by `dimension.answer`."""
    return str(ANSWERS.get(code, code))


def answered(code: str) -> str:
    """A reason as the page says it: the question and the answer."""
    return f"{question(code.partition('.')[0])} {answer(code)}"
