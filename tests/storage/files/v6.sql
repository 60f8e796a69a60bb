-- A journal as version 6 wrote it. Frozen: it proves that such a file can still be opened.
CREATE TABLE business (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    name TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    tel TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    brand_colour TEXT NOT NULL DEFAULT '#17494D',
    logo BLOB,
    currency TEXT NOT NULL DEFAULT 'EUR',
    language TEXT NOT NULL DEFAULT 'en',
    is_sample INTEGER NOT NULL DEFAULT 0 CHECK (is_sample IN (0, 1))
, year_start_month INTEGER NOT NULL DEFAULT 1 CHECK (year_start_month BETWEEN 1 AND 12), website TEXT NOT NULL DEFAULT '', org_number TEXT NOT NULL DEFAULT '', typeface TEXT NOT NULL DEFAULT 'inter', paper TEXT NOT NULL DEFAULT 'a4', parts_off TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(parts_off))) STRICT;
CREATE TABLE client (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    name TEXT NOT NULL CHECK (length(trim(name)) > 0),
    sort_key TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'active',
    tier TEXT NOT NULL DEFAULT 'B',
    engagement_type TEXT NOT NULL DEFAULT 'retainer',
    start_date INTEGER,
    end_date INTEGER,
    source TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    timezone TEXT NOT NULL DEFAULT '',
    locality TEXT NOT NULL DEFAULT '',
    ideal_interval_days INTEGER CHECK (ideal_interval_days BETWEEN 1 AND 3650),
    max_interval_days INTEGER CHECK (max_interval_days BETWEEN 1 AND 3650),
    buying_motive TEXT NOT NULL DEFAULT 'unknown',
    is_ambassador INTEGER NOT NULL DEFAULT 0 CHECK (is_ambassador IN (0, 1)),
    report_rhythm TEXT NOT NULL DEFAULT 'monthly',
    notes TEXT NOT NULL DEFAULT '',
    archived_at INTEGER, answer_within_hours INTEGER CHECK (answer_within_hours BETWEEN 1 AND 720),
    CHECK (end_date >= start_date)
) STRICT;
CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    given_name TEXT NOT NULL DEFAULT '',
    family_name TEXT NOT NULL DEFAULT '',
    display_name TEXT NOT NULL CHECK (length(trim(display_name)) > 0),
    email TEXT NOT NULL DEFAULT '',
    tel TEXT NOT NULL DEFAULT '',
    preferred_channel TEXT,
    call_window TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    do_not_call INTEGER NOT NULL DEFAULT 0 CHECK (do_not_call IN (0, 1)),
    facts TEXT NOT NULL DEFAULT '',
    birthday INTEGER
) STRICT;
CREATE TABLE contact_role (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT 'other',
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    valid_from INTEGER,
    valid_to INTEGER,
    end_reason TEXT NOT NULL DEFAULT '',
    successor_id INTEGER REFERENCES contact ON DELETE SET NULL,
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE TABLE interaction (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    kind TEXT NOT NULL,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    duration_min INTEGER CHECK (duration_min BETWEEN 0 AND 6000),
    summary TEXT NOT NULL DEFAULT '',
    client_words TEXT NOT NULL DEFAULT '',
    tone INTEGER CHECK (tone BETWEEN 1 AND 5),
    source TEXT NOT NULL DEFAULT 'manual',
    counts_as_contact INTEGER NOT NULL GENERATED ALWAYS AS (
        kind NOT IN ('note', 'report_sent')
        AND (direction = 'inbound'
             OR (kind IN ('call', 'video_call', 'meeting') AND outcome = 'reached')
             OR (direction = 'outbound' AND kind IN ('email', 'message') AND outcome = 'replied'))
    ) VIRTUAL
, word_count INTEGER CHECK (word_count >= 0), incident_id INTEGER REFERENCES incident ON DELETE SET NULL, did_defend INTEGER CHECK (did_defend IN (0, 1)), did_repeat_back INTEGER CHECK (did_repeat_back IN (0, 1))) STRICT;
CREATE TABLE interaction_contact (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    interaction_id INTEGER NOT NULL REFERENCES interaction ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    UNIQUE (interaction_id, contact_id)
) STRICT;
CREATE TABLE check_in (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    interaction_id INTEGER NOT NULL UNIQUE REFERENCES interaction ON DELETE CASCADE,
    all_ok TEXT,
    delivery_as_expected TEXT,
    else_answer TEXT,
    else_to_help TEXT NOT NULL DEFAULT '',
    effort INTEGER CHECK (effort BETWEEN 1 AND 5)
) STRICT;
CREATE TABLE kpi_agreement (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version >= 1),
    status TEXT NOT NULL,
    agreed_on INTEGER,
    agreed_by_id INTEGER REFERENCES contact ON DELETE SET NULL,
    agreed_how TEXT,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    replaces_id INTEGER REFERENCES kpi_agreement ON DELETE SET NULL,
    change_reason TEXT NOT NULL DEFAULT '',
    review_on INTEGER,
    client_words TEXT NOT NULL DEFAULT '', good_result TEXT NOT NULL DEFAULT '', importance_asked_on INTEGER, incident_id INTEGER REFERENCES incident ON DELETE SET NULL,
    CHECK (valid_to >= valid_from)
) STRICT;
CREATE TABLE kpi_line (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    agreement_id INTEGER NOT NULL REFERENCES kpi_agreement ON DELETE CASCADE,
    line_key TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'kpi',
    name TEXT NOT NULL CHECK (length(trim(name)) > 0),
    unit TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT 'higher',
    baseline TEXT,
    target TEXT,
    target_high TEXT,
    tolerance_pct INTEGER NOT NULL DEFAULT 20 CHECK (tolerance_pct BETWEEN 0 AND 100),
    period TEXT NOT NULL DEFAULT 'month',
    aggregation TEXT NOT NULL DEFAULT 'sum',
    importance_client INTEGER CHECK (importance_client BETWEEN 1 AND 5),
    importance_own INTEGER CHECK (importance_own BETWEEN 1 AND 5),
    importance_source TEXT,
    turnaround_days TEXT
, parent_key TEXT) STRICT;
CREATE TABLE measurement (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    line_key TEXT NOT NULL,
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    CHECK (period_end >= period_start)
) STRICT;
CREATE TABLE promise (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    made_on INTEGER NOT NULL,
    due_at INTEGER,
    direction TEXT NOT NULL DEFAULT 'ours',
    state TEXT NOT NULL DEFAULT 'open',
    delivered_at INTEGER,
    is_small_request INTEGER NOT NULL DEFAULT 0 CHECK (is_small_request IN (0, 1)),
    interaction_id INTEGER REFERENCES interaction ON DELETE SET NULL,
    remark TEXT NOT NULL DEFAULT ''
, closed_at INTEGER, asked_on INTEGER, date_unknown INTEGER NOT NULL DEFAULT 0 CHECK (date_unknown IN (0, 1)), line_key TEXT, incident_id INTEGER REFERENCES incident ON DELETE SET NULL) STRICT;
CREATE TABLE loss (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'full',
    notice_on INTEGER NOT NULL,
    ended_on INTEGER,
    primary_reason TEXT NOT NULL DEFAULT 'unknown',
    other_reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(other_reasons)),
    reason_source TEXT NOT NULL DEFAULT 'own_guess',
    reason_certainty TEXT NOT NULL DEFAULT 'guess',
    destination TEXT NOT NULL DEFAULT 'unknown',
    value_lost_minor INTEGER,
    currency TEXT NOT NULL DEFAULT '',
    winback_on INTEGER,
    winback_condition TEXT NOT NULL DEFAULT '',
    their_words TEXT NOT NULL DEFAULT '',
    status_before TEXT NOT NULL DEFAULT 'active', noticed_on INTEGER, won_back_on INTEGER,
    CHECK (ended_on >= notice_on)
) STRICT;
CREATE TABLE closing_conversation (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    loss_id INTEGER NOT NULL UNIQUE REFERENCES loss ON DELETE CASCADE,
    planned_on INTEGER,
    held_on INTEGER,
    with_contact_id INTEGER REFERENCES contact ON DELETE SET NULL,
    channel TEXT,
    what_was_good TEXT NOT NULL DEFAULT '',
    what_could_be_better TEXT NOT NULL DEFAULT '',
    advice_1 TEXT NOT NULL DEFAULT '',
    advice_2 TEXT NOT NULL DEFAULT '',
    advice_3 TEXT NOT NULL DEFAULT '',
    when_decided TEXT NOT NULL DEFAULT '',
    felt_seen INTEGER CHECK (felt_seen BETWEEN 1 AND 5),
    easy_to_deal_with INTEGER CHECK (easy_to_deal_with BETWEEN 1 AND 5),
    would_return TEXT NOT NULL DEFAULT '',
    may_quote INTEGER NOT NULL DEFAULT 0 CHECK (may_quote IN (0, 1)),
    declined INTEGER NOT NULL DEFAULT 0 CHECK (declined IN (0, 1))
, example TEXT NOT NULL DEFAULT '', first_noticed TEXT NOT NULL DEFAULT '', situation TEXT NOT NULL DEFAULT '', asked_by TEXT NOT NULL DEFAULT '', to_thank TEXT NOT NULL DEFAULT '', still_open TEXT NOT NULL DEFAULT '', own_notes TEXT NOT NULL DEFAULT '', minutes INTEGER CHECK (minutes >= 0), may_call_on INTEGER, thanked_on INTEGER, no_answer INTEGER NOT NULL DEFAULT 0 CHECK (no_answer IN (0, 1))) STRICT;
CREATE TABLE post_mortem (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    loss_id INTEGER NOT NULL UNIQUE REFERENCES loss ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'draft',
    summary TEXT NOT NULL DEFAULT '',
    impact TEXT NOT NULL DEFAULT '',
    timeline TEXT NOT NULL DEFAULT '',
    detection TEXT NOT NULL DEFAULT '',
    differently TEXT NOT NULL DEFAULT '',
    seen_earlier TEXT NOT NULL DEFAULT '',
    come_along TEXT NOT NULL DEFAULT '',
    went_well TEXT NOT NULL DEFAULT '',
    went_wrong TEXT NOT NULL DEFAULT '',
    got_lucky TEXT NOT NULL DEFAULT '',
    private_feelings TEXT NOT NULL DEFAULT ''
, form TEXT NOT NULL DEFAULT 'full', step INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0), could_differently TEXT NOT NULL DEFAULT 'unknown', could_see_earlier TEXT NOT NULL DEFAULT 'unknown', could_come_along TEXT NOT NULL DEFAULT 'unknown', good_that_came TEXT NOT NULL DEFAULT '', none_ours_because TEXT NOT NULL DEFAULT '', none_situational_because TEXT NOT NULL DEFAULT '', no_action_because TEXT NOT NULL DEFAULT '', looked_again TEXT NOT NULL DEFAULT '', feelings_waived INTEGER NOT NULL DEFAULT 0 CHECK (feelings_waived IN (0, 1)), finished_on INTEGER, reread_on INTEGER, closed_on INTEGER, look_again_on INTEGER, looked_again_on INTEGER) STRICT;
CREATE TABLE lesson (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    trigger TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    loss_id INTEGER REFERENCES loss ON DELETE SET NULL,
    learnt_on INTEGER NOT NULL,
    next_review_on INTEGER,
    interval_step INTEGER NOT NULL DEFAULT 0 CHECK (interval_step >= 0),
    times_read INTEGER NOT NULL DEFAULT 0,
    last_read_on INTEGER,
    state TEXT NOT NULL DEFAULT 'active'
, trigger_kind TEXT NOT NULL DEFAULT 'none', trigger_value TEXT NOT NULL DEFAULT '', incident_id INTEGER REFERENCES incident ON DELETE SET NULL) STRICT;
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 1),
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft',
    language TEXT NOT NULL DEFAULT 'en',
    headline TEXT NOT NULL DEFAULT '',
    went_well TEXT NOT NULL DEFAULT '',
    went_not TEXT NOT NULL DEFAULT '',
    doing TEXT NOT NULL DEFAULT '',
    issued_at INTEGER,
    pdf_sha256 TEXT NOT NULL DEFAULT '',
    pdf BLOB,
    data_frozen TEXT CHECK (json_valid(data_frozen)),
    client_reply TEXT NOT NULL DEFAULT '', reviewed_at INTEGER, corrects_id INTEGER REFERENCES report ON DELETE SET NULL, reply_in_id INTEGER REFERENCES interaction ON DELETE SET NULL, learnt TEXT NOT NULL DEFAULT '', decisions TEXT NOT NULL DEFAULT '', proposal TEXT NOT NULL DEFAULT '', remarks TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(remarks)), glossary TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(glossary)), setbacks TEXT CHECK (json_valid(setbacks)), promises_next TEXT CHECK (json_valid(promises_next)), needs TEXT CHECK (json_valid(needs)), parts_off TEXT CHECK (json_valid(parts_off)),
    CHECK (period_end >= period_start)
) STRICT;
CREATE TABLE undo_step (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    at INTEGER NOT NULL DEFAULT (unixepoch()),
    schema INTEGER NOT NULL,
    changeset BLOB NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
CREATE TABLE client_event (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    kind TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    settled_on INTEGER,
    CHECK (settled_on >= happened_on)
) STRICT;
CREATE TABLE contact_link (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    contact_a_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    contact_b_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'same_network',
    note TEXT NOT NULL DEFAULT '',
    CHECK (contact_a_id <> contact_b_id)
) STRICT;
CREATE TABLE light_override (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    light TEXT NOT NULL,
    facts TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (length(trim(reason)) > 0),
    set_on INTEGER NOT NULL,
    until INTEGER NOT NULL,
    ended_on INTEGER,
    CHECK (until >= set_on)
) STRICT;
CREATE TABLE snooze (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    reason TEXT NOT NULL CHECK (length(trim(reason)) > 0),
    set_on INTEGER NOT NULL,
    until INTEGER NOT NULL,
    CHECK (until >= set_on)
) STRICT;
CREATE TABLE planned_call (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    due_at INTEGER NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    planned_on INTEGER NOT NULL,
    asked_by_client INTEGER NOT NULL DEFAULT 0 CHECK (asked_by_client IN (0, 1)),
    done_on INTEGER
) STRICT;
CREATE TABLE day_off (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    first_on INTEGER NOT NULL,
    last_on INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT 'leave',
    note TEXT NOT NULL DEFAULT '',
    CHECK (last_on >= first_on)
) STRICT;
CREATE TABLE health_snapshot (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_uid TEXT NOT NULL,
    day INTEGER NOT NULL,
    light TEXT NOT NULL,
    reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
    override TEXT,
    override_reason TEXT NOT NULL DEFAULT '',
    override_until INTEGER,
    UNIQUE (client_uid, day)
) STRICT;
CREATE TABLE call_list_entry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    day INTEGER NOT NULL,
    client_uid TEXT NOT NULL,
    position INTEGER NOT NULL,
    lane TEXT NOT NULL,
    rolled_from INTEGER,
    UNIQUE (day, client_uid)
) STRICT;
CREATE TABLE engagement (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    engagement_type TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    start_date INTEGER,
    end_date INTEGER,
    fee_minor INTEGER CHECK (fee_minor >= 0),
    currency TEXT NOT NULL DEFAULT 'EUR',
    fee_period TEXT NOT NULL DEFAULT 'month',
    hours_included TEXT,
    notice_days INTEGER CHECK (notice_days >= 0),
    renewal_date INTEGER,
    note TEXT NOT NULL DEFAULT '',
    CHECK (end_date >= start_date)
) STRICT;
CREATE TABLE intake_question (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    engagement_type TEXT,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    position INTEGER NOT NULL DEFAULT 0,
    origin TEXT NOT NULL DEFAULT ''
, incident_id INTEGER REFERENCES incident ON DELETE SET NULL) STRICT;
CREATE TABLE expectation_item (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    engagement_id INTEGER REFERENCES engagement ON DELETE SET NULL,
    asked_from_id INTEGER REFERENCES intake_question ON DELETE SET NULL,
    position INTEGER NOT NULL DEFAULT 0,
    question TEXT NOT NULL CHECK (length(trim(question)) > 0),
    answer TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open',
    confirmed_by_id INTEGER REFERENCES contact ON DELETE SET NULL,
    confirmed_on INTEGER,
    saved_on INTEGER,
    born_from TEXT NOT NULL DEFAULT ''
, valid_from INTEGER, valid_to INTEGER, replaces_id INTEGER REFERENCES expectation_item ON DELETE SET NULL) STRICT;
CREATE TABLE promise_move (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    promise_id INTEGER NOT NULL REFERENCES promise ON DELETE CASCADE,
    moved_on INTEGER NOT NULL,
    due_before INTEGER,
    due_after INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    client_knows INTEGER NOT NULL DEFAULT 0 CHECK (client_knows IN (0, 1))
) STRICT;
CREATE TABLE time_entry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER REFERENCES client ON DELETE CASCADE,
    worked_on INTEGER NOT NULL,
    started_at INTEGER,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    bucket TEXT NOT NULL DEFAULT 'serve',
    billable INTEGER NOT NULL DEFAULT 1 CHECK (billable IN (0, 1)),
    project TEXT NOT NULL DEFAULT '',
    task TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    line_key TEXT,
    promise_id INTEGER REFERENCES promise ON DELETE SET NULL,
    source TEXT NOT NULL DEFAULT 'manual',
    external_key TEXT
) STRICT;
CREATE TABLE invoice (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    number TEXT NOT NULL DEFAULT '',
    issued_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    paid_on INTEGER,
    total_minor INTEGER NOT NULL,
    paid_minor INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'EUR',
    state TEXT NOT NULL DEFAULT 'sent',
    note TEXT NOT NULL DEFAULT '',
    external_key TEXT,
    CHECK (due_on >= issued_on)
) STRICT;
CREATE TABLE care_idea (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'could_help',
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    noted_on INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'noted',
    settled_on INTEGER,
    result TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'other',
    severity TEXT NOT NULL DEFAULT 'minor',
    state TEXT NOT NULL DEFAULT 'received',
    is_complaint INTEGER NOT NULL DEFAULT 1 CHECK (is_complaint IN (0, 1)),
    received_at INTEGER NOT NULL,
    channel TEXT NOT NULL DEFAULT 'call',
    reported_by_id INTEGER REFERENCES contact ON DELETE SET NULL,
    client_words TEXT NOT NULL DEFAULT '',
    rest_of_message TEXT NOT NULL DEFAULT '',
    remedy_sought TEXT NOT NULL DEFAULT '',
    felt_before INTEGER CHECK (felt_before BETWEEN 1 AND 5),
    felt_at INTEGER CHECK (felt_at BETWEEN 1 AND 5),
    felt_after INTEGER CHECK (felt_after BETWEEN 1 AND 5),
    acknowledged_at INTEGER,
    answer_due_at INTEGER,
    answer_promise_accepted INTEGER CHECK (answer_promise_accepted IN (0, 1)),
    answered_at INTEGER,
    decide_by INTEGER,
    decided_at INTEGER,
    resolved_at INTEGER,
    closed_at INTEGER,
    client_is_right TEXT NOT NULL DEFAULT 'unknown',
    right_about TEXT NOT NULL DEFAULT '',
    their_side TEXT NOT NULL DEFAULT '',
    expected TEXT NOT NULL DEFAULT '',
    never_agreed INTEGER NOT NULL DEFAULT 0 CHECK (never_agreed IN (0, 1)),
    would_put_right TEXT NOT NULL DEFAULT '',
    our_fault TEXT NOT NULL DEFAULT 'unknown',
    facts_chosen TEXT NOT NULL DEFAULT '[]',
    private_feelings TEXT NOT NULL DEFAULT '',
    feelings_waived INTEGER NOT NULL DEFAULT 0 CHECK (feelings_waived IN (0, 1)),
    answer_heard TEXT NOT NULL DEFAULT '',
    answer_happened TEXT NOT NULL DEFAULT '',
    answer_doing TEXT NOT NULL DEFAULT '',
    answer_when TEXT NOT NULL DEFAULT '',
    got_wrong TEXT NOT NULL DEFAULT '',
    remedy TEXT NOT NULL DEFAULT '',
    remedy_confirmed_by_id INTEGER REFERENCES contact ON DELETE SET NULL,
    remedy_confirmed_on INTEGER,
    apology_given TEXT NOT NULL DEFAULT '',
    apology_on INTEGER,
    follow_up_on INTEGER,
    followed_up_at INTEGER,
    no_follow_up_reason TEXT NOT NULL DEFAULT '',
    outcome TEXT,
    good_that_came TEXT NOT NULL DEFAULT '',
    cost_minutes INTEGER CHECK (cost_minutes >= 0),
    cost_minor INTEGER CHECK (cost_minor >= 0),
    currency TEXT NOT NULL DEFAULT 'EUR',
    repeat_of_id INTEGER REFERENCES incident ON DELETE SET NULL,
    process_gap TEXT NOT NULL DEFAULT '',
    process_change TEXT NOT NULL DEFAULT '',
    own_load INTEGER CHECK (own_load BETWEEN 1 AND 5),
    own_mood INTEGER CHECK (own_mood BETWEEN 1 AND 5),
    account_locked_at INTEGER
) STRICT;
CREATE TABLE incident_move (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
    moved_at INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE argument (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    objection TEXT NOT NULL CHECK (length(trim(objection)) > 0),
    could_be_right TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    is_conceded INTEGER NOT NULL DEFAULT 0 CHECK (is_conceded IN (0, 1)),
    reply TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE account_entry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
    written_at INTEGER NOT NULL,
    happened_at INTEGER,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    source TEXT NOT NULL DEFAULT '',
    corrects_id INTEGER REFERENCES account_entry ON DELETE SET NULL
) STRICT;
CREATE TABLE cause (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    incident_id INTEGER REFERENCES incident ON DELETE CASCADE,
    post_mortem_id INTEGER REFERENCES post_mortem ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'unknown',
    locus TEXT NOT NULL DEFAULT 'unknown',
    whose TEXT NOT NULL DEFAULT 'ours',
    controllable TEXT,
    evidence TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE post_mortem_loss (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    post_mortem_id INTEGER NOT NULL REFERENCES post_mortem ON DELETE CASCADE,
    loss_id INTEGER NOT NULL REFERENCES loss ON DELETE CASCADE
) STRICT;
CREATE TABLE timeline_note (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    post_mortem_id INTEGER NOT NULL REFERENCES post_mortem ON DELETE CASCADE,
    happened_on INTEGER NOT NULL,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    source TEXT NOT NULL DEFAULT '',
    known_then INTEGER NOT NULL DEFAULT 0 CHECK (known_then IN (0, 1))
) STRICT;
CREATE TABLE action_item (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    post_mortem_id INTEGER REFERENCES post_mortem ON DELETE CASCADE,
    incident_id INTEGER REFERENCES incident ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    done_when TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'prevent',
    cause_kind TEXT,
    due_on INTEGER,
    state TEXT NOT NULL DEFAULT 'open',
    done_on INTEGER,
    drop_reason TEXT NOT NULL DEFAULT '',
    effect_check_on INTEGER,
    effect TEXT,
    effect_note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE watch_point (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    engagement_id INTEGER REFERENCES engagement ON DELETE SET NULL,
    text TEXT NOT NULL CHECK (length(trim(text)) > 0),
    sign TEXT NOT NULL DEFAULT '',
    signal TEXT NOT NULL DEFAULT '',
    written_on INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'watching',
    seen_on INTEGER,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE care_trial (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    what TEXT NOT NULL CHECK (length(trim(what)) > 0),
    tier TEXT,
    started_on INTEGER NOT NULL,
    ends_on INTEGER NOT NULL,
    finding TEXT NOT NULL DEFAULT '',
    CHECK (ends_on >= started_on)
) STRICT;
CREATE TABLE firm_look_back (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    trashed_at INTEGER,

    written_on INTEGER NOT NULL,
    covers_from INTEGER NOT NULL,
    covers_to INTEGER NOT NULL,
    went_well TEXT NOT NULL DEFAULT '',
    went_wrong TEXT NOT NULL DEFAULT '',
    would_tell TEXT NOT NULL DEFAULT '',
    from_now_on TEXT NOT NULL DEFAULT '',
    CHECK (covers_to >= covers_from)
) STRICT;
CREATE INDEX client_by_name ON client (sort_key, id);
CREATE INDEX contact_role_by_client ON contact_role (client_id, is_primary);
CREATE INDEX contact_role_by_contact ON contact_role (contact_id);
CREATE INDEX contact_role_by_successor ON contact_role (successor_id);
CREATE INDEX interaction_by_client ON interaction (client_id, occurred_at DESC);
CREATE INDEX interaction_by_time ON interaction (occurred_at DESC);
CREATE INDEX interaction_real ON interaction (client_id, occurred_at DESC) WHERE counts_as_contact = 1 AND trashed_at IS NULL;
CREATE INDEX interaction_contact_by_contact ON interaction_contact (contact_id);
CREATE INDEX kpi_agreement_by_client ON kpi_agreement (client_id, valid_from);
CREATE INDEX kpi_agreement_by_person ON kpi_agreement (agreed_by_id);
CREATE INDEX kpi_agreement_by_former ON kpi_agreement (replaces_id);
CREATE INDEX kpi_line_by_agreement ON kpi_line (agreement_id, position);
CREATE INDEX kpi_line_by_key ON kpi_line (line_key);
CREATE UNIQUE INDEX measurement_once ON measurement (line_key, period_start, period_end) WHERE trashed_at IS NULL;
CREATE INDEX measurement_by_client ON measurement (client_id);
CREATE INDEX promise_by_client ON promise (client_id, due_at);
CREATE INDEX promise_by_interaction ON promise (interaction_id);
CREATE INDEX promise_open ON promise (due_at) WHERE state = 'open' AND trashed_at IS NULL;
CREATE INDEX loss_by_client ON loss (client_id, notice_on);
CREATE INDEX closing_conversation_by_person ON closing_conversation (with_contact_id);
CREATE INDEX lesson_by_loss ON lesson (loss_id);
CREATE INDEX lesson_due ON lesson (next_review_on) WHERE state = 'active' AND trashed_at IS NULL;
CREATE INDEX report_by_client ON report (client_id, period_start);
CREATE INDEX client_event_open ON client_event (client_id) WHERE settled_on IS NULL;
CREATE INDEX client_event_by_client ON client_event (client_id, happened_on);
CREATE INDEX contact_link_by_a ON contact_link (contact_a_id);
CREATE INDEX contact_link_by_b ON contact_link (contact_b_id);
CREATE INDEX light_override_by_client ON light_override (client_id, until);
CREATE INDEX snooze_by_client ON snooze (client_id, until);
CREATE INDEX planned_call_by_client ON planned_call (client_id, due_at);
CREATE INDEX interaction_written ON interaction (client_id, occurred_at, direction, word_count) WHERE kind IN ('email', 'message') AND trashed_at IS NULL;
CREATE INDEX interaction_toned ON interaction (client_id, occurred_at DESC, tone) WHERE tone IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX interaction_met ON interaction (client_id, occurred_at DESC, outcome) WHERE kind IN ('meeting', 'video_call') AND trashed_at IS NULL;
CREATE INDEX interaction_tried ON interaction (client_id, occurred_at DESC) WHERE outcome IN ('no_answer', 'left_message') AND trashed_at IS NULL;
CREATE INDEX promise_delivered ON promise (delivered_at) WHERE delivered_at IS NOT NULL;
CREATE INDEX engagement_by_client ON engagement (client_id, start_date);
CREATE INDEX expectation_item_by_client ON expectation_item (client_id, position);
CREATE INDEX expectation_item_by_engagement ON expectation_item (engagement_id);
CREATE INDEX expectation_item_by_question ON expectation_item (asked_from_id);
CREATE INDEX expectation_item_by_person ON expectation_item (confirmed_by_id);
CREATE INDEX promise_move_by_promise ON promise_move (promise_id, moved_on);
CREATE INDEX time_entry_by_client ON time_entry (client_id, worked_on);
CREATE INDEX time_entry_by_day ON time_entry (worked_on);
CREATE INDEX time_entry_by_promise ON time_entry (promise_id);
CREATE UNIQUE INDEX time_entry_by_key ON time_entry (source, external_key) WHERE external_key IS NOT NULL;
CREATE INDEX invoice_by_client ON invoice (client_id, issued_on);
CREATE INDEX invoice_open ON invoice (due_on) WHERE paid_on IS NULL AND trashed_at IS NULL;
CREATE INDEX care_idea_by_client ON care_idea (client_id, noted_on);
CREATE INDEX incident_by_client ON incident (client_id, received_at);
CREATE INDEX incident_by_reporter ON incident (reported_by_id);
CREATE INDEX incident_by_confirmer ON incident (remedy_confirmed_by_id);
CREATE INDEX incident_by_repeat ON incident (repeat_of_id);
CREATE INDEX incident_move_by_incident ON incident_move (incident_id, moved_at);
CREATE INDEX argument_by_incident ON argument (incident_id, position);
CREATE INDEX account_entry_by_incident ON account_entry (incident_id, written_at);
CREATE INDEX account_entry_by_corrected ON account_entry (corrects_id);
CREATE INDEX cause_by_incident ON cause (incident_id, position);
CREATE INDEX cause_by_post_mortem ON cause (post_mortem_id, position);
CREATE INDEX promise_by_incident ON promise (incident_id);
CREATE INDEX kpi_agreement_by_incident ON kpi_agreement (incident_id);
CREATE INDEX interaction_by_incident ON interaction (incident_id);
CREATE INDEX intake_question_by_incident ON intake_question (incident_id);
CREATE INDEX expectation_item_by_replaced ON expectation_item (replaces_id);
CREATE INDEX post_mortem_loss_by_post_mortem ON post_mortem_loss (post_mortem_id);
CREATE INDEX post_mortem_loss_by_loss ON post_mortem_loss (loss_id);
CREATE INDEX timeline_note_by_post_mortem ON timeline_note (post_mortem_id, happened_on);
CREATE INDEX action_item_by_post_mortem ON action_item (post_mortem_id, position);
CREATE INDEX action_item_by_incident ON action_item (incident_id, position);
CREATE INDEX watch_point_by_client ON watch_point (client_id, written_on);
CREATE INDEX watch_point_by_engagement ON watch_point (engagement_id);
CREATE INDEX lesson_by_incident ON lesson (incident_id);
CREATE INDEX report_by_corrected ON report (corrects_id);
CREATE INDEX report_by_reply ON report (reply_in_id);
CREATE VIEW search_source AS SELECT id * 32 + 1 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((notes || ' ' || locality || ' ' || source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM client WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 2 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(display_name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((email || ' ' || tel || ' ' || facts), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM contact WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 3 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((client_words), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM interaction WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 4 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((remark), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM promise WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 5 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(client_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((change_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM kpi_agreement WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 6 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((unit), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM kpi_line WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 7 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM measurement WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 8 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(their_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((winback_condition), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM loss WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 11 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((trigger || ' ' || origin), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM lesson WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 13 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(else_to_help, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((''), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM check_in WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 14 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((end_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM contact_role WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 15 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, '' AS body FROM client_event WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 16 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM engagement WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 17 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(question, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(answer || ' ' || born_from, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM expectation_item WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 18 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(reason, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM promise_move WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 19 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(task, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(project || ' ' || note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM time_entry WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 20 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(number, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM invoice WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 21 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(result, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM care_idea WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 22 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(client_words || ' ' || remedy_sought || ' ' || right_about || ' ' || their_side || ' ' || expected || ' ' || answer_heard || ' ' || answer_happened || ' ' || answer_doing || ' ' || answer_when || ' ' || got_wrong || ' ' || remedy || ' ' || apology_given || ' ' || good_that_came || ' ' || process_gap || ' ' || process_change, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM incident WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 23 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(objection, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(could_be_right || ' ' || evidence || ' ' || reply, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM argument WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 24 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM account_entry WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 25 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(evidence, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM cause WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 9 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(what_was_good, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(what_could_be_better || ' ' || advice_1 || ' ' || advice_2 || ' ' || advice_3 || ' ' || when_decided || ' ' || would_return || ' ' || example || ' ' || first_noticed || ' ' || situation || ' ' || to_thank || ' ' || still_open || ' ' || own_notes, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM closing_conversation WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 10 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(impact || ' ' || timeline || ' ' || detection || ' ' || differently || ' ' || seen_earlier || ' ' || come_along || ' ' || went_well || ' ' || went_wrong || ' ' || got_lucky || ' ' || private_feelings || ' ' || good_that_came || ' ' || none_ours_because || ' ' || none_situational_because || ' ' || no_action_because || ' ' || looked_again, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM post_mortem WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 26 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(done_when || ' ' || drop_reason || ' ' || effect_note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM action_item WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 27 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM timeline_note WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 28 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(sign || ' ' || note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM watch_point WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 29 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(what, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(finding, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM care_trial WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 30 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(went_well, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(went_wrong || ' ' || would_tell || ' ' || from_now_on, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM firm_look_back WHERE trashed_at IS NULL UNION ALL SELECT id * 32 + 12 AS id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(headline, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS title, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(went_well || ' ' || went_not || ' ' || doing || ' ' || client_reply || ' ' || learnt || ' ' || decisions || ' ' || proposal, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') AS body FROM report WHERE trashed_at IS NULL;
CREATE VIRTUAL TABLE search USING fts5 (title, body, content='search_source', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
CREATE TRIGGER client_found AFTER INSERT ON client BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 1, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.notes || ' ' || new.locality || ' ' || new.source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER client_changed AFTER UPDATE OF name, notes, locality, source, trashed_at ON client BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 1, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.notes || ' ' || old.locality || ' ' || old.source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 1, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.notes || ' ' || new.locality || ' ' || new.source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER client_gone AFTER DELETE ON client BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 1, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.notes || ' ' || old.locality || ' ' || old.source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER contact_found AFTER INSERT ON contact BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 2, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.display_name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.email || ' ' || new.tel || ' ' || new.facts), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER contact_changed AFTER UPDATE OF display_name, email, tel, facts, trashed_at ON contact BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 2, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.display_name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.email || ' ' || old.tel || ' ' || old.facts), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 2, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.display_name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.email || ' ' || new.tel || ' ' || new.facts), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER contact_gone AFTER DELETE ON contact BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 2, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.display_name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.email || ' ' || old.tel || ' ' || old.facts), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER interaction_found AFTER INSERT ON interaction BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 3, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.client_words), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER interaction_changed AFTER UPDATE OF summary, client_words, trashed_at ON interaction BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 3, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.client_words), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 3, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.client_words), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER interaction_gone AFTER DELETE ON interaction BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 3, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.client_words), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER promise_found AFTER INSERT ON promise BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 4, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.remark), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER promise_changed AFTER UPDATE OF text, remark, trashed_at ON promise BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 4, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.remark), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 4, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.remark), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER promise_gone AFTER DELETE ON promise BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 4, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.remark), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER kpi_agreement_found AFTER INSERT ON kpi_agreement BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 5, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.client_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.change_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER kpi_agreement_changed AFTER UPDATE OF client_words, change_reason, trashed_at ON kpi_agreement BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 5, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.client_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.change_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 5, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.client_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.change_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER kpi_agreement_gone AFTER DELETE ON kpi_agreement BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 5, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.client_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.change_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER kpi_line_found AFTER INSERT ON kpi_line BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 6, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.unit), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER kpi_line_changed AFTER UPDATE OF name, unit, trashed_at ON kpi_line BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 6, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.unit), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 6, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.unit), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER kpi_line_gone AFTER DELETE ON kpi_line BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 6, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.name, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.unit), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER measurement_found AFTER INSERT ON measurement BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 7, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER measurement_changed AFTER UPDATE OF note, source, trashed_at ON measurement BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 7, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 7, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER measurement_gone AFTER DELETE ON measurement BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 7, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.source), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER loss_found AFTER INSERT ON loss BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 8, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.their_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.winback_condition), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER loss_changed AFTER UPDATE OF their_words, winback_condition, trashed_at ON loss BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 8, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.their_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.winback_condition), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 8, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.their_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.winback_condition), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER loss_gone AFTER DELETE ON loss BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 8, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.their_words, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.winback_condition), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER lesson_found AFTER INSERT ON lesson BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 11, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.trigger || ' ' || new.origin), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER lesson_changed AFTER UPDATE OF text, trigger, origin, trashed_at ON lesson BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 11, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.trigger || ' ' || old.origin), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 11, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.trigger || ' ' || new.origin), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER lesson_gone AFTER DELETE ON lesson BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 11, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.trigger || ' ' || old.origin), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER check_in_found AFTER INSERT ON check_in BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 13, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.else_to_help, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((''), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER check_in_changed AFTER UPDATE OF else_to_help, trashed_at ON check_in BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 13, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.else_to_help, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((''), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 13, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.else_to_help, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((''), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER check_in_gone AFTER DELETE ON check_in BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 13, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.else_to_help, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((''), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER contact_role_found AFTER INSERT ON contact_role BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 14, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.end_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER contact_role_changed AFTER UPDATE OF title, end_reason, trashed_at ON contact_role BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 14, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.end_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 14, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((new.end_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER contact_role_gone AFTER DELETE ON contact_role BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 14, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace((old.end_reason), 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER client_event_found AFTER INSERT ON client_event BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 15, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), '' WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER client_event_changed AFTER UPDATE OF note, trashed_at ON client_event BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 15, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), '' WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 15, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), '' WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER client_event_gone AFTER DELETE ON client_event BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 15, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), '' WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER engagement_found AFTER INSERT ON engagement BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 16, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER engagement_changed AFTER UPDATE OF title, note, trashed_at ON engagement BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 16, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 16, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER engagement_gone AFTER DELETE ON engagement BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 16, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER expectation_item_found AFTER INSERT ON expectation_item BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 17, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.question, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.answer || ' ' || new.born_from, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER expectation_item_changed AFTER UPDATE OF question, answer, born_from, trashed_at ON expectation_item BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 17, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.question, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.answer || ' ' || old.born_from, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 17, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.question, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.answer || ' ' || new.born_from, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER expectation_item_gone AFTER DELETE ON expectation_item BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 17, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.question, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.answer || ' ' || old.born_from, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER promise_move_found AFTER INSERT ON promise_move BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 18, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.reason, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER promise_move_changed AFTER UPDATE OF reason, trashed_at ON promise_move BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 18, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.reason, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 18, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.reason, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER promise_move_gone AFTER DELETE ON promise_move BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 18, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.reason, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER time_entry_found AFTER INSERT ON time_entry BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 19, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.task, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.project || ' ' || new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER time_entry_changed AFTER UPDATE OF task, project, note, trashed_at ON time_entry BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 19, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.task, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.project || ' ' || old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 19, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.task, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.project || ' ' || new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER time_entry_gone AFTER DELETE ON time_entry BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 19, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.task, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.project || ' ' || old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER invoice_found AFTER INSERT ON invoice BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 20, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.number, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER invoice_changed AFTER UPDATE OF number, note, trashed_at ON invoice BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 20, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.number, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 20, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.number, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER invoice_gone AFTER DELETE ON invoice BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 20, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.number, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER care_idea_found AFTER INSERT ON care_idea BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 21, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.result, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER care_idea_changed AFTER UPDATE OF text, result, trashed_at ON care_idea BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 21, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.result, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 21, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.result, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER care_idea_gone AFTER DELETE ON care_idea BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 21, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.result, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER incident_found AFTER INSERT ON incident BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 22, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.client_words || ' ' || new.remedy_sought || ' ' || new.right_about || ' ' || new.their_side || ' ' || new.expected || ' ' || new.answer_heard || ' ' || new.answer_happened || ' ' || new.answer_doing || ' ' || new.answer_when || ' ' || new.got_wrong || ' ' || new.remedy || ' ' || new.apology_given || ' ' || new.good_that_came || ' ' || new.process_gap || ' ' || new.process_change, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER incident_changed AFTER UPDATE OF title, client_words, remedy_sought, right_about, their_side, expected, answer_heard, answer_happened, answer_doing, answer_when, got_wrong, remedy, apology_given, good_that_came, process_gap, process_change, trashed_at ON incident BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 22, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.client_words || ' ' || old.remedy_sought || ' ' || old.right_about || ' ' || old.their_side || ' ' || old.expected || ' ' || old.answer_heard || ' ' || old.answer_happened || ' ' || old.answer_doing || ' ' || old.answer_when || ' ' || old.got_wrong || ' ' || old.remedy || ' ' || old.apology_given || ' ' || old.good_that_came || ' ' || old.process_gap || ' ' || old.process_change, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 22, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.client_words || ' ' || new.remedy_sought || ' ' || new.right_about || ' ' || new.their_side || ' ' || new.expected || ' ' || new.answer_heard || ' ' || new.answer_happened || ' ' || new.answer_doing || ' ' || new.answer_when || ' ' || new.got_wrong || ' ' || new.remedy || ' ' || new.apology_given || ' ' || new.good_that_came || ' ' || new.process_gap || ' ' || new.process_change, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER incident_gone AFTER DELETE ON incident BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 22, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.title, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.client_words || ' ' || old.remedy_sought || ' ' || old.right_about || ' ' || old.their_side || ' ' || old.expected || ' ' || old.answer_heard || ' ' || old.answer_happened || ' ' || old.answer_doing || ' ' || old.answer_when || ' ' || old.got_wrong || ' ' || old.remedy || ' ' || old.apology_given || ' ' || old.good_that_came || ' ' || old.process_gap || ' ' || old.process_change, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER argument_found AFTER INSERT ON argument BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 23, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.objection, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.could_be_right || ' ' || new.evidence || ' ' || new.reply, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER argument_changed AFTER UPDATE OF objection, could_be_right, evidence, reply, trashed_at ON argument BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 23, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.objection, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.could_be_right || ' ' || old.evidence || ' ' || old.reply, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 23, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.objection, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.could_be_right || ' ' || new.evidence || ' ' || new.reply, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER argument_gone AFTER DELETE ON argument BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 23, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.objection, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.could_be_right || ' ' || old.evidence || ' ' || old.reply, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER account_entry_found AFTER INSERT ON account_entry BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 24, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER account_entry_changed AFTER UPDATE OF text, source, trashed_at ON account_entry BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 24, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 24, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER account_entry_gone AFTER DELETE ON account_entry BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 24, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER cause_found AFTER INSERT ON cause BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 25, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.evidence, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER cause_changed AFTER UPDATE OF evidence, trashed_at ON cause BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 25, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.evidence, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 25, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.evidence, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER cause_gone AFTER DELETE ON cause BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 25, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.evidence, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace('', 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER closing_conversation_found AFTER INSERT ON closing_conversation BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 9, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.what_was_good, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.what_could_be_better || ' ' || new.advice_1 || ' ' || new.advice_2 || ' ' || new.advice_3 || ' ' || new.when_decided || ' ' || new.would_return || ' ' || new.example || ' ' || new.first_noticed || ' ' || new.situation || ' ' || new.to_thank || ' ' || new.still_open || ' ' || new.own_notes, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER closing_conversation_changed AFTER UPDATE OF what_was_good, what_could_be_better, advice_1, advice_2, advice_3, when_decided, would_return, example, first_noticed, situation, to_thank, still_open, own_notes, trashed_at ON closing_conversation BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 9, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.what_was_good, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.what_could_be_better || ' ' || old.advice_1 || ' ' || old.advice_2 || ' ' || old.advice_3 || ' ' || old.when_decided || ' ' || old.would_return || ' ' || old.example || ' ' || old.first_noticed || ' ' || old.situation || ' ' || old.to_thank || ' ' || old.still_open || ' ' || old.own_notes, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 9, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.what_was_good, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.what_could_be_better || ' ' || new.advice_1 || ' ' || new.advice_2 || ' ' || new.advice_3 || ' ' || new.when_decided || ' ' || new.would_return || ' ' || new.example || ' ' || new.first_noticed || ' ' || new.situation || ' ' || new.to_thank || ' ' || new.still_open || ' ' || new.own_notes, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER closing_conversation_gone AFTER DELETE ON closing_conversation BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 9, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.what_was_good, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.what_could_be_better || ' ' || old.advice_1 || ' ' || old.advice_2 || ' ' || old.advice_3 || ' ' || old.when_decided || ' ' || old.would_return || ' ' || old.example || ' ' || old.first_noticed || ' ' || old.situation || ' ' || old.to_thank || ' ' || old.still_open || ' ' || old.own_notes, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER post_mortem_found AFTER INSERT ON post_mortem BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 10, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.impact || ' ' || new.timeline || ' ' || new.detection || ' ' || new.differently || ' ' || new.seen_earlier || ' ' || new.come_along || ' ' || new.went_well || ' ' || new.went_wrong || ' ' || new.got_lucky || ' ' || new.private_feelings || ' ' || new.good_that_came || ' ' || new.none_ours_because || ' ' || new.none_situational_because || ' ' || new.no_action_because || ' ' || new.looked_again, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER post_mortem_changed AFTER UPDATE OF summary, impact, timeline, detection, differently, seen_earlier, come_along, went_well, went_wrong, got_lucky, private_feelings, good_that_came, none_ours_because, none_situational_because, no_action_because, looked_again, trashed_at ON post_mortem BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 10, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.impact || ' ' || old.timeline || ' ' || old.detection || ' ' || old.differently || ' ' || old.seen_earlier || ' ' || old.come_along || ' ' || old.went_well || ' ' || old.went_wrong || ' ' || old.got_lucky || ' ' || old.private_feelings || ' ' || old.good_that_came || ' ' || old.none_ours_because || ' ' || old.none_situational_because || ' ' || old.no_action_because || ' ' || old.looked_again, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 10, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.impact || ' ' || new.timeline || ' ' || new.detection || ' ' || new.differently || ' ' || new.seen_earlier || ' ' || new.come_along || ' ' || new.went_well || ' ' || new.went_wrong || ' ' || new.got_lucky || ' ' || new.private_feelings || ' ' || new.good_that_came || ' ' || new.none_ours_because || ' ' || new.none_situational_because || ' ' || new.no_action_because || ' ' || new.looked_again, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER post_mortem_gone AFTER DELETE ON post_mortem BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 10, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.summary, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.impact || ' ' || old.timeline || ' ' || old.detection || ' ' || old.differently || ' ' || old.seen_earlier || ' ' || old.come_along || ' ' || old.went_well || ' ' || old.went_wrong || ' ' || old.got_lucky || ' ' || old.private_feelings || ' ' || old.good_that_came || ' ' || old.none_ours_because || ' ' || old.none_situational_because || ' ' || old.no_action_because || ' ' || old.looked_again, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER action_item_found AFTER INSERT ON action_item BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 26, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.done_when || ' ' || new.drop_reason || ' ' || new.effect_note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER action_item_changed AFTER UPDATE OF text, done_when, drop_reason, effect_note, trashed_at ON action_item BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 26, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.done_when || ' ' || old.drop_reason || ' ' || old.effect_note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 26, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.done_when || ' ' || new.drop_reason || ' ' || new.effect_note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER action_item_gone AFTER DELETE ON action_item BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 26, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.done_when || ' ' || old.drop_reason || ' ' || old.effect_note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER timeline_note_found AFTER INSERT ON timeline_note BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 27, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER timeline_note_changed AFTER UPDATE OF text, source, trashed_at ON timeline_note BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 27, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 27, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER timeline_note_gone AFTER DELETE ON timeline_note BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 27, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.source, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER watch_point_found AFTER INSERT ON watch_point BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 28, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.sign || ' ' || new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER watch_point_changed AFTER UPDATE OF text, sign, note, trashed_at ON watch_point BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 28, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.sign || ' ' || old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 28, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.sign || ' ' || new.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER watch_point_gone AFTER DELETE ON watch_point BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 28, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.text, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.sign || ' ' || old.note, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER care_trial_found AFTER INSERT ON care_trial BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 29, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.what, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.finding, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER care_trial_changed AFTER UPDATE OF what, finding, trashed_at ON care_trial BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 29, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.what, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.finding, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 29, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.what, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.finding, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER care_trial_gone AFTER DELETE ON care_trial BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 29, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.what, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.finding, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER firm_look_back_found AFTER INSERT ON firm_look_back BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 30, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.went_well, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.went_wrong || ' ' || new.would_tell || ' ' || new.from_now_on, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER firm_look_back_changed AFTER UPDATE OF went_well, went_wrong, would_tell, from_now_on, trashed_at ON firm_look_back BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 30, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.went_well, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.went_wrong || ' ' || old.would_tell || ' ' || old.from_now_on, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 30, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.went_well, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.went_wrong || ' ' || new.would_tell || ' ' || new.from_now_on, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER firm_look_back_gone AFTER DELETE ON firm_look_back BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 30, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.went_well, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.went_wrong || ' ' || old.would_tell || ' ' || old.from_now_on, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
CREATE TRIGGER report_found AFTER INSERT ON report BEGIN INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 12, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.headline, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.went_well || ' ' || new.went_not || ' ' || new.doing || ' ' || new.client_reply || ' ' || new.learnt || ' ' || new.decisions || ' ' || new.proposal, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER report_changed AFTER UPDATE OF headline, went_well, went_not, doing, client_reply, learnt, decisions, proposal, trashed_at ON report BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 12, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.headline, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.went_well || ' ' || old.went_not || ' ' || old.doing || ' ' || old.client_reply || ' ' || old.learnt || ' ' || old.decisions || ' ' || old.proposal, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; INSERT INTO search (rowid, title, body) SELECT new.id * 32 + 12, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.headline, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(new.went_well || ' ' || new.went_not || ' ' || new.doing || ' ' || new.client_reply || ' ' || new.learnt || ' ' || new.decisions || ' ' || new.proposal, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE new.trashed_at IS NULL; END;
CREATE TRIGGER report_gone AFTER DELETE ON report BEGIN INSERT INTO search (search, rowid, title, body) SELECT 'delete', old.id * 32 + 12, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.headline, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(old.went_well || ' ' || old.went_not || ' ' || old.doing || ' ' || old.client_reply || ' ' || old.learnt || ' ' || old.decisions || ' ' || old.proposal, 'ø', 'o'), 'Ø', 'O'), 'æ', 'ae'), 'Æ', 'Ae'), 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th') WHERE old.trashed_at IS NULL; END;
INSERT INTO client (id, uid, created_at, updated_at, trashed_at, name, sort_key, status, tier, engagement_type, start_date, end_date, source, language, timezone, locality, ideal_interval_days, max_interval_days, buying_motive, is_ambassador, report_rhythm, notes, archived_at, answer_within_hours) VALUES (1,'00000000-0000-4000-8000-000000000001',1795346139,1795346139,NULL,'Møller & Ek','moller','active','B','retainer',19783,NULL,'','','','',NULL,NULL,'unknown',0,'monthly','Bakgården',NULL,NULL);
INSERT INTO client (id, uid, created_at, updated_at, trashed_at, name, sort_key, status, tier, engagement_type, start_date, end_date, source, language, timezone, locality, ideal_interval_days, max_interval_days, buying_motive, is_ambassador, report_rhythm, notes, archived_at, answer_within_hours) VALUES (2,'00000000-0000-4000-8000-000000000002',1795346139,1795346139,NULL,'Ada Ltd','ada','active','B','retainer',NULL,NULL,'','','','',NULL,NULL,'unknown',0,'monthly','',NULL,NULL);
INSERT INTO contact (id, uid, created_at, updated_at, trashed_at, given_name, family_name, display_name, email, tel, preferred_channel, call_window, language, do_not_call, facts, birthday) VALUES (1,'00000000-0000-4000-8000-000000000003',1795346139,1795346139,NULL,'','','Kari Moe','','+47 555 0100',NULL,'','',0,'',NULL);
INSERT INTO contact_role (id, uid, created_at, updated_at, trashed_at, client_id, contact_id, title, role, is_primary, valid_from, valid_to, end_reason, successor_id) VALUES (1,'00000000-0000-4000-8000-000000000004',1795346139,1795346139,NULL,1,1,'','other',1,NULL,NULL,'',NULL);
INSERT INTO interaction (id, uid, created_at, updated_at, trashed_at, client_id, kind, direction, outcome, occurred_at, duration_min, summary, client_words, tone, source, word_count, incident_id, did_defend, did_repeat_back) VALUES (1,'00000000-0000-4000-8000-000000000005',1795346139,1795346139,NULL,1,'call','outbound','reached',1773133500,NULL,'Talked about the price list','',NULL,'manual',NULL,NULL,NULL,NULL);
INSERT INTO check_in (id, uid, created_at, updated_at, trashed_at, interaction_id, all_ok, delivery_as_expected, else_answer, else_to_help, effort) VALUES (1,'00000000-0000-4000-8000-000000000006',1795346139,1795346139,NULL,1,'yes',NULL,NULL,'',NULL);
INSERT INTO promise (id, uid, created_at, updated_at, trashed_at, client_id, text, made_on, due_at, direction, state, delivered_at, is_small_request, interaction_id, remark, closed_at, asked_on, date_unknown, line_key, incident_id) VALUES (1,'00000000-0000-4000-8000-000000000007',1795346139,1795346139,NULL,1,'Send the price list',20522,1773359940,'ours','open',NULL,0,NULL,'',NULL,NULL,0,NULL,NULL);
INSERT INTO promise (id, uid, created_at, updated_at, trashed_at, client_id, text, made_on, due_at, direction, state, delivered_at, is_small_request, interaction_id, remark, closed_at, asked_on, date_unknown, line_key, incident_id) VALUES (2,'00000000-0000-4000-8000-000000000601',1,1,NULL,1,'Sende tegningene',20600,1780000000,'ours','open',NULL,0,NULL,'Ventet på kommunen',NULL,NULL,0,NULL,NULL);
INSERT INTO loss (id, uid, created_at, updated_at, trashed_at, client_id, kind, notice_on, ended_on, primary_reason, other_reasons, reason_source, reason_certainty, destination, value_lost_minor, currency, winback_on, winback_condition, their_words, status_before, noticed_on, won_back_on) VALUES (1,'00000000-0000-4000-8000-000000000401',1,1,NULL,2,'full',20560,20590,'competitor','[]','own_guess','guess','unknown',NULL,'',NULL,'','Et billigere tilbud','active',NULL,NULL);
INSERT INTO closing_conversation (id, uid, created_at, updated_at, trashed_at, loss_id, planned_on, held_on, with_contact_id, channel, what_was_good, what_could_be_better, advice_1, advice_2, advice_3, when_decided, felt_seen, easy_to_deal_with, would_return, may_quote, declined, example, first_noticed, situation, asked_by, to_thank, still_open, own_notes, minutes, may_call_on, thanked_on, no_answer) VALUES (1,'00000000-0000-4000-8000-000000000402',1,1,NULL,1,NULL,20595,NULL,NULL,'Du skjønte butikken vår','','Ring oftere','','','',NULL,NULL,'',0,0,'','','','','','','',NULL,NULL,NULL,0);
INSERT INTO post_mortem (id, uid, created_at, updated_at, trashed_at, loss_id, state, summary, impact, timeline, detection, differently, seen_earlier, come_along, went_well, went_wrong, got_lucky, private_feelings, form, step, could_differently, could_see_earlier, could_come_along, good_that_came, none_ours_because, none_situational_because, no_action_because, looked_again, feelings_waived, finished_on, reread_on, closed_on, look_again_on, looked_again_on) VALUES (1,'00000000-0000-4000-8000-000000000403',1,1,NULL,1,'draft','','','','','Ringt da fakturaen ble sen','','','','','','Det sved','full',0,'unknown','unknown','unknown','','','','','',0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO lesson (id, uid, created_at, updated_at, trashed_at, text, trigger, origin, loss_id, learnt_on, next_review_on, interval_step, times_read, last_read_on, state, trigger_kind, trigger_value, incident_id) VALUES (1,'00000000-0000-4000-8000-000000000404',1,1,NULL,'En sen faktura er en grunn til å ringe','','',1,20600,20607,0,0,NULL,'active','none','',NULL);
INSERT INTO report (id, uid, created_at, updated_at, trashed_at, client_id, number, period_start, period_end, state, language, headline, went_well, went_not, doing, issued_at, pdf_sha256, pdf, data_frozen, client_reply, reviewed_at, corrects_id, reply_in_id, learnt, decisions, proposal, remarks, glossary, setbacks, promises_next, needs, parts_off) VALUES (1,'00000000-0000-4000-8000-000000000501',1,1,NULL,1,1,20545,20575,'issued','nb','Flere spurte etter befaring','','Små endringer tok tre dager','',1777000000,'',NULL,NULL,'Takk, ring meg',1777000000,NULL,NULL,'Ring før ferien','','','{}','{}',NULL,NULL,NULL,NULL);
INSERT INTO report (id, uid, created_at, updated_at, trashed_at, client_id, number, period_start, period_end, state, language, headline, went_well, went_not, doing, issued_at, pdf_sha256, pdf, data_frozen, client_reply, reviewed_at, corrects_id, reply_in_id, learnt, decisions, proposal, remarks, glossary, setbacks, promises_next, needs, parts_off) VALUES (2,'00000000-0000-4000-8000-000000000502',1,1,NULL,1,2,20576,20605,'draft','en','Utkast til mai','','','',NULL,'',NULL,NULL,'',NULL,NULL,NULL,'','','','{}','{}',NULL,NULL,NULL,NULL);
INSERT INTO setting (id, uid, created_at, updated_at, trashed_at, name, value) VALUES (1,'00000000-0000-4000-8000-0000000000e2',1,1,NULL,'light','{}');
INSERT INTO client_event (id, uid, created_at, updated_at, trashed_at, client_id, kind, happened_on, note, settled_on) VALUES (1,'00000000-0000-4000-8000-0000000000e1',1,1,NULL,1,'cuts',20500,'Møtte kutt',NULL);
INSERT INTO expectation_item (id, uid, created_at, updated_at, trashed_at, client_id, engagement_id, asked_from_id, position, question, answer, state, confirmed_by_id, confirmed_on, saved_on, born_from, valid_from, valid_to, replaces_id) VALUES (1,'00000000-0000-4000-8000-0000000000f2',1,1,NULL,1,NULL,NULL,0,'Følger bunnen med?','Nei','not_included',NULL,NULL,NULL,'',NULL,NULL,NULL);
INSERT INTO time_entry (id, uid, created_at, updated_at, trashed_at, client_id, worked_on, started_at, minutes, bucket, billable, project, task, note, line_key, promise_id, source, external_key) VALUES (1,'00000000-0000-4000-8000-0000000000f3',1,1,NULL,1,20500,NULL,90,'serve',1,'','Prisliste','',NULL,NULL,'manual',NULL);
INSERT INTO invoice (id, uid, created_at, updated_at, trashed_at, client_id, number, issued_on, due_on, paid_on, total_minor, paid_minor, currency, state, note, external_key) VALUES (1,'00000000-0000-4000-8000-000000000602',1,1,NULL,1,'0017',20600,20614,NULL,1250000,0,'NOK','sent','Mai',NULL);
INSERT INTO care_idea (id, uid, created_at, updated_at, trashed_at, client_id, kind, text, noted_on, state, settled_on, result) VALUES (1,'00000000-0000-4000-8000-0000000000f1',1,1,NULL,1,'could_help','Kjøkkenhage på nettsiden',20500,'noted',NULL,'');
INSERT INTO incident (id, uid, created_at, updated_at, trashed_at, client_id, title, kind, severity, state, is_complaint, received_at, channel, reported_by_id, client_words, rest_of_message, remedy_sought, felt_before, felt_at, felt_after, acknowledged_at, answer_due_at, answer_promise_accepted, answered_at, decide_by, decided_at, resolved_at, closed_at, client_is_right, right_about, their_side, expected, never_agreed, would_put_right, our_fault, facts_chosen, private_feelings, feelings_waived, answer_heard, answer_happened, answer_doing, answer_when, got_wrong, remedy, remedy_confirmed_by_id, remedy_confirmed_on, apology_given, apology_on, follow_up_on, followed_up_at, no_follow_up_reason, outcome, good_that_came, cost_minutes, cost_minor, currency, repeat_of_id, process_gap, process_change, own_load, own_mood, account_locked_at) VALUES (1,'00000000-0000-4000-8000-000000000405',1,1,NULL,1,'Bilder mangler','other','minor','received',1,1776000000,'call',NULL,'Ventet på bilder','','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'unknown','','','',0,'','unknown','[]','',0,'','','','','','',NULL,NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,NULL,'EUR',NULL,'','',NULL,NULL,NULL);
INSERT INTO cause (id, uid, created_at, updated_at, trashed_at, incident_id, post_mortem_id, position, kind, locus, whose, controllable, evidence) VALUES (1,'00000000-0000-4000-8000-000000000406',1,1,NULL,1,NULL,0,'unknown','unknown','ours',NULL,'Ingen hadde sett e-posten');
INSERT INTO cause (id, uid, created_at, updated_at, trashed_at, incident_id, post_mortem_id, position, kind, locus, whose, controllable, evidence) VALUES (2,'00000000-0000-4000-8000-000000000407',1,1,NULL,NULL,1,0,'communication_failure','unknown','ours',NULL,'Ingen samtale på seks uker');
INSERT INTO action_item (id, uid, created_at, updated_at, trashed_at, post_mortem_id, incident_id, position, text, done_when, kind, cause_kind, due_on, state, done_on, drop_reason, effect_check_on, effect, effect_note) VALUES (1,'00000000-0000-4000-8000-000000000503',1,1,NULL,NULL,NULL,0,'Ring når fakturaen er sen','To ganger på rad','prevent',NULL,NULL,'open',NULL,'',NULL,NULL,'');
INSERT INTO watch_point (id, uid, created_at, updated_at, trashed_at, client_id, engagement_id, text, sign, signal, written_on, state, seen_on, note) VALUES (1,'00000000-0000-4000-8000-000000000504',1,1,NULL,1,NULL,'Ny daglig leder','','',20600,'watching',NULL,'');
PRAGMA application_id = 1380610670;
PRAGMA user_version = 6;
