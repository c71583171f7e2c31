"""Who may reach each page, by its URL name. A page without a line here fails the matrix.

Written from what the roles are for, not from the code: a caseworker never keeps flats, a keeper
never works with governments, an auditor never works a case.
"""

ALDER, BIRCH, ROWAN, WILLOW, ASPEN, LINDEN, MAPLE = MEMBERS = (
    "alder",
    "birch",
    "rowan",
    "willow",
    "aspen",
    "linden",
    "maple",
)
EVERYBODY = frozenset(MEMBERS)
COORDINATORS = frozenset({ALDER})
TRIAGE = frozenset({ALDER, BIRCH, ROWAN})
CASEWORK = EVERYBODY - {MAPLE}
BEDS = CASEWORK
KEEPERS = frozenset({WILLOW, ASPEN})
RELEASING = frozenset({ALDER, BIRCH, ROWAN, WILLOW, ASPEN})
RELOCATION = frozenset({ALDER, BIRCH, ROWAN, LINDEN})
PARTNERS = frozenset({ALDER, LINDEN})
AUDIT = frozenset({ALDER, MAPLE})

#: Who was let into the case that is sealed off.
CHOSEN = frozenset({ALDER, BIRCH})

#: Compartments whose words may reach a member.
HOLDS = {
    ALDER: {"intake", "casework", "partners", "apart"},
    BIRCH: {"intake", "casework", "apart"},
    ROWAN: {"intake", "casework"},
    WILLOW: {"casework", "addresses"},
    ASPEN: {"casework", "addresses"},
    LINDEN: {"casework", "partners"},
    MAPLE: set(),
}

_PAGES = (
    (EVERYBODY, "board sign_in lock account choose_passphrase team search style"),
    (COORDINATORS, "invite_member remove_member hand_over_key"),
    (AUDIT, "read_audit"),
    (CASEWORK, "leave_compartment reseal download_file"),
    (
        CASEWORK,
        "cases open_case see_case change_summary hand_case move_stage move_vetting seal_off_case "
        "add_person decide_split bring_out leave_country change_person case_danger assess_danger "
        "propose_band confirm_band drop_band raise_need meet_need case_tasks add_task change_task "
        "finish_task case_papers add_paper change_paper case_checkins agree_checkins end_checkins "
        "record_checkin answer_alarm case_notes write_note attach_file case_timeline",
    ),
    (
        TRIAGE,
        "requests see_request answer ask_back note_on_request move_request_stage decline "
        "refer_out accept mark_duplicate same_person_as screen_request vet_request "
        "clear_two_person hold_infiltration unlink",
    ),
    (BEDS, "flats see_flat case_hiding end_stay ask_emergency_shelter withdraw_emergency_ask"),
    (
        KEEPERS,
        "add_flat see_address change_address change_flat pause_flat reopen_flat burn_flat "
        "place_in_flat move_to_flat shelter_in_emergency share_address",
    ),
    (KEEPERS | AUDIT, "who_knows"),
    (
        RELEASING,
        "propose_address_release approve_address_release withdraw_address_release",
    ),
    (
        RELOCATION,
        "way_out case_way_out see_application offer_place choose_place start_application "
        "extend_hold give_back_place look_through_papers change_checklist review_application "
        "note_consent hand_in_application note_request note_interview note_decision "
        "review_exclusion withdraw_application expire_application withdraw_consent note_visa "
        "plan_journey evacuate depart lose_contact contact_again change_journey "
        "call_off_journey arrive file_status",
    ),
    (
        PARTNERS,
        "add_partner see_partner change_partner move_partner note_contact add_route change_route "
        "suspend_route resume_route pledge_places open_places change_places lapse_places "
        "revoke_places",
    ),
)
MAY = {name: who for who, names in _PAGES for name in names.split()}

#: Pages that answer without anybody signed in.
OPEN_TO_STRANGERS = {"sign_in", "style"}
