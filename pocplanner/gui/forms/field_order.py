"""Which fields of a record stand at the head of its form: what people ask for first."""

_FIRST = {
    "Community": "name kind position area_ids population people groups vulnerabilities phone "
    "languages market_days protectors",
    "Coping": "title strategy place_id users_sex users against when effectiveness judged_by "
    "cost_bearers harm mission_effect mission_effect_note support_wanted consent",
    "Mechanism": "name kind place_id covers_ids origin functions resourcing permissiveness trusted "
    "overlap seats groups_absent channel backup shared_causes passes_to_ids capture_risk "
    "could_go_wrong consent",
    "SharedCause": "tag position works_percent fails_seasons fails_night seen_on note",
    "Alert": "place_id mechanism_id threat received_at verified_at tasked_at answered_at "
    "told_back_at received_by verified_by tasked_by answered_by told_back_by outcome "
    "not_told_reason",
    "Perception": "place_id question sex asked positive rating on sampling",
    "Request": "place_id text asked_on community_priority answer reason",
    "Promise": "place_id to by unit_id text made_on due_on state outcome told_on",
    "Contact": "on place_id level counterpart sex people women component unit_id by purpose asked "
    "told response harm",
    "Initiative": "title origin place_id aims led_by links_ids request_ids state marks heir",
    "SafetyPair": "title output_id place_id question sex attribution evidence",
    "Journey": "title place_id purpose sex ages group people split weekdays from_hour to_hour "
    "seasons with_whom changed who_else cost_to_whom asked asked_on",
    "Timing": "place_id light season warning response report verify decide muster travel effect "
    "post_id basis entered_by on",
    "Threat": "kind place_id perpetrator_ids groups sex window_days pattern intent capability "
    "opportunity impact vulnerability local_capacity community_rating community_rated_by "
    "community_rated_on most_likely most_dangerous",
    "Post": "name kind component position opened_on closes_on heir",
    "Unit": "name kind component post_id strength women ready_day_min ready_night_min "
    "goes_on_foot caveats rotation_on languages",
    "Settlement": "name position population aliases",
    "Airfield": "name position kind runway_m surface",
    "Route": "name kind passable_dry passable_wet passable_night note",
    "Obstacle": "name kind state position held_by route_id passable_wet passable_night",
    "Patrol": "name kind state post_id unit_ids from_hour to_hour weekdays seasons on women asked",
    "Area": "name hierarchy level parent_id pcode",
    "Actor": "name kind roles aliases area_ids rationales network_roles",
    "Tie": "from_id to_id kind since until confidence",
    "Driver": "kind place_id text exploited_by_ids level weight",
    "WarningSign": "place_id sign state looked on confidence",
    "Source": "name kind reliability credibility graded_by grade_reason",
    "Assumption": "key value reason author",
    "Term": "vocabulary code label parent",
    "Objective": "text change_in place_id threat_ids end_state due_on owner",
    "Action": "title tier phase component place_id threat_ids owner due_on state community_asked "
    "side_effects mode unit_ids",
    "Indicator": "name unit component baseline target wanted source every_days",
    "InterferenceAnswer": "action_id coping_id kind text by on until rule",
    "Reliance": "action_id actor_id steps conditions fallback owner until",
    "Difference": "title place_id views decided_by by_when outcome holds_until",
    "Residual": "threat_id accepted_by on until reason",
    "Decision": "question of_whom by_when place_id threat_ids options outcome",
    "Tension": "kind applies text ladder mitigation owner",
    "Message": "to text limits channel language",
    "Proposal": "name changes made_by made_on note",
    "Scenario": "title template place_id light season trigger objectives players threat_ids "
    "actor_ids unit_ids mechanism_ids",
    "Inject": "scenario_id number game_minute kind sender channel addressee text",
    "Taken": "scenario_id inject_id game_minute level decided_by choice authority",
    "EventCorrection": "type removed lon lat deaths_best reason",
}


def first_fields(kind: str) -> tuple[str, ...]:
    """The fields at the head of the form, in their order; none for a kind that has no order."""
    return tuple(_FIRST.get(kind, "").split())
