"""Pages about members: signing in and out, one's own account, the team, its keys."""

import base64
from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import Refused
from safeconduct.apps.team import access, actions, enrolment, queries, second_factor, unlocking
from safeconduct.apps.team.cookies import give, read_secret, take_back
from safeconduct.apps.team.forms import (
    ChooseLanguage,
    ChoosePassphrase,
    HandOverKey,
    InviteMember,
    SignIn,
    safe_path,
)
from safeconduct.apps.team.models import Member
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.team.roles import PERMISSIONS, ROLES
from safeconduct.seal import passphrase as passphrases
from safeconduct.seal.errors import SealError

RESUMED = "resumed:"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in and unlock. A form that was being written when the sign-in ran out comes along."""
    typed = carried(request)
    context = {
        "typed": typed,
        "resume_path": safe_path(request.POST.get("resume_path", "")),
        "next": safe_path(request.POST.get("next") or request.GET.get("next", "/")),
        "form": SignIn(),
    }
    if request.method == "POST":
        form = context["form"] = SignIn(request.POST)
        if form.is_valid():
            try:
                secret, _actor = unlocking.sign_in(**form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused.sentence))
            else:
                response: HttpResponseBase
                if typed:
                    # The text is shown again by the member's own, unlocked page.
                    response = render(request, "resume.html", context)
                else:
                    response = redirect(str(context["next"]))
                give(response, secret)
                return response
        return render(request, "team/sign_in.html", context, status=401)
    return render(request, "team/sign_in.html", context)


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of an interrupted form that travel through the sign-in page."""
    return [
        (name.removeprefix(RESUMED), value)
        for name, values in request.POST.lists()
        if name.startswith(RESUMED)
        for value in values
        if isinstance(value, str)
    ]


@require_POST
def lock(request: StaffRequest) -> HttpResponseBase:
    """Lock: the keyring is destroyed and the cookie taken back."""
    unlocking.lock(request.actor)
    response = redirect("sign_in")
    take_back(response)
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def choose_passphrase(request: StaffRequest) -> HttpResponseBase:
    """Choose a new passphrase. The keys stay the same and only what seals them changes, but with
    the first own passphrase they are made anew: whoever invited the member could know the first.
    """
    actor = request.actor
    form = ChoosePassphrase(
        request.POST if request.method == "POST" else None, name=actor.member.name
    )
    if request.method == "POST" and form.is_valid():
        member = actor.member
        try:
            derived = enrolment.derive(
                form.cleaned_data["present"],
                bytes(member.salt),
                passphrases.Argon2Parameters.decoded(member.parameters),
            )
            opened = passphrases.open_member(
                derived, actor.workspace_id(), member.id, bytes(member.sealed_keys)
            )
        except SealError:
            form.add_error("present", _("This is not your present passphrase."))
        else:
            keys = enrolment.make_keys(
                actor.workspace_id(),
                member=member.id,
                seed=None if member.must_choose_passphrase else opened.seed,
                second_factor=opened.totp,
                passphrase=form.cleaned_data["new"],
            )
            actions.choose_passphrase(actor, keys, cookie=read_secret(request))
            return redirect("account")
    context = {"form": form, "must": actor.member.must_choose_passphrase}
    return render(request, "team/choose_passphrase.html", context)


@require_http_methods(["GET", "POST"])
def account(request: StaffRequest) -> HttpResponseBase:
    """One's own page: role, what it may do, compartments held, language."""
    actor = request.actor
    form = ChooseLanguage(
        request.POST if request.method == "POST" else None,
        initial={"language": actor.member.language},
    )
    if request.method == "POST" and form.is_valid():
        actions.choose_language(actor, language=form.cleaned_data["language"])
        return redirect("account")
    codes = queries.codes()
    context = {
        "form": form,
        "role": ROLES[actor.member.role],
        "may": [PERMISSIONS[p] for p in PERMISSIONS if actor.may(p)],
        "holds": sorted(codes[held] for held in actor.held()),
    }
    return render(request, "team/account.html", context)


def team(request: StaffRequest) -> HttpResponse:
    """Everybody, their role and keys; wishes that this member can fulfil."""
    actor = request.actor
    access.need(actor, "see_board")
    codes = queries.codes()
    mine = {codes[held] for held in actor.held()}
    rows = queries.members()
    context = {
        "members": [(row, ROLES[row.role]) for row in rows if row.left_on is None],
        "left": [(row, ROLES[row.role]) for row in rows if row.left_on is not None],
        "wishes": [
            (row, code)
            for row in rows
            if row.left_on is None
            for code in row.waits_for
            if code in mine
        ],
        "manages": actor.may("manage_team"),
        "reads_audit": actor.may("read_audit"),
        "roles": [(r, [PERMISSIONS[p] for p in PERMISSIONS if p in r.may]) for r in ROLES.values()],
        "mine": sorted(mine),
        "behind": [code for _id, code in queries.not_resealed() if code in mine],
    }
    return render(request, "team/team.html", context)


@require_http_methods(["GET", "POST"])
def invite_member(request: StaffRequest) -> HttpResponse:
    """Invite a member. Passphrase and second factor are shown once, on the answer only."""
    access.manage_team(request.actor)
    form = InviteMember(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keys = enrolment.make_keys(request.actor.workspace_id())
        try:
            member = actions.invite_member(request.actor, keys, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            address = second_factor.setup_address(keys.second_factor, member.name)
            image = segno.make(address, error="m").svg_data_uri(scale=5)
            context = {
                "member": member,
                "role": ROLES[member.role],
                "passphrase": keys.passphrase,
                "image": image,
                "secret": base64.b32encode(keys.second_factor).decode("ascii"),
            }
            return render(request, "team/invited.html", context)
    return render(request, "team/invite_member.html", {"form": form})


@require_http_methods(["GET", "POST"])
def remove_member(request: StaffRequest, member_id: UUID) -> HttpResponseBase:
    """Say what removing does, then do it."""
    access.manage_team(request.actor)
    member = Member.objects.filter(pk=member_id, left_on__isnull=True).first()
    if member is None:
        raise Http404
    row = next(r for r in queries.members() if r.id == member_id)
    context = {"member": row, "role": ROLES[row.role], "error": ""}
    if request.method == "POST":
        try:
            actions.remove_member(request.actor, member_id=member_id)
        except Refused as refused:
            context["error"] = str(refused.sentence)
        else:
            return redirect("team")
    return render(request, "team/remove_member.html", context)


@require_http_methods(["GET", "POST"])
def hand_over_key(request: StaffRequest, member_id: UUID) -> HttpResponseBase:
    """Hand one of one's own compartments to a member."""
    actor = request.actor
    member = Member.objects.filter(pk=member_id, left_on__isnull=True).first()
    if member is None:
        raise Http404
    row = next(r for r in queries.members() if r.id == member_id)
    codes = queries.codes()
    mine = {codes[held] for held in actor.held()}
    offered = mine - set(row.holds) if actor.may("manage_team") else mine & set(row.waits_for)
    if not offered:
        raise Http404
    form = HandOverKey(request.POST if request.method == "POST" else None, codes=sorted(offered))
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over_key(actor, member_id=member_id, code=form.cleaned_data["code"])
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect("team")
    return render(request, "team/hand_over_key.html", {"form": form, "member": row})


@require_http_methods(["GET", "POST"])
def leave_compartment(request: StaffRequest, code: str) -> HttpResponseBase:
    """Give up one's own key of a compartment, after saying what that means."""
    access.compartment_held(request.actor, code)
    error = ""
    if request.method == "POST":
        try:
            actions.leave_compartment(request.actor, code=code)
        except Refused as refused:
            error = str(refused.sentence)
        else:
            return redirect("team")
    return render(request, "team/leave_compartment.html", {"code": code, "error": error})


def read_audit(request: StaffRequest) -> HttpResponse:
    """Who did what and who opened what, newest first, by member if asked."""
    access.need(request.actor, "read_audit")
    who = request.GET.get("who", "")
    before = request.GET.get("before", "")
    rows = audit.newest(
        before=int(before) if before.isdecimal() and len(before) < 18 else None, who=who, limit=101
    )
    names = queries.names()
    seq, digest = audit.head()
    context = {
        "rows": [(row, names.get(row.who, row.who)) for row in rows[:100]],
        "further": rows[99].seq if len(rows) > 100 else None,
        "names": sorted(names.items(), key=lambda pair: pair[1]),
        "who": who,
        "seq": seq,
        "digest": digest.hex(),
    }
    return render(request, "team/read_audit.html", context)
