//! The tables, in an order in which every row comes after the rows that it belongs to.

/// One table: what a backup holds of it, and how its rows are named in errors.
#[derive(Debug)]
pub(crate) struct Table {
    /// Name.
    pub name: &'static str,
    /// The columns that name and order the rows.
    pub key: &'static [&'static str],
    /// Columns of text.
    pub text: &'static [&'static str],
    /// Columns of whole numbers.
    pub integer: &'static [&'static str],
}

impl Table {
    /// All columns of a backup.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.text.iter().chain(self.integer).copied()
    }
}

macro_rules! tables {
    ($($constant:ident $name:literal ($($key:literal)+) text ($($text:literal)*) integer ($($integer:literal)*))*) => {
        $(
            #[doc = concat!("The table `", $name, "`.")]
            pub(crate) static $constant: Table = Table {
                name: $name,
                key: &[$($key),+],
                text: &[$($text),*],
                integer: &[$($integer),*],
            };
        )*

        /// Every table.
        pub(crate) static TABLES: &[&Table] = &[$(&$constant),*];
    };
}

tables! {
    ORGANISATION "organisation" ("id")
        text ("id" "name" "chain_hash")
        integer ("created_at" "chain_length")
    COUPLING "coupling" ("id")
        text ("id" "organisation" "name" "settings" "paused")
        integer ("version" "created_at")
    SECRET "secret" ("coupling" "name")
        text ("coupling" "name" "organisation" "ciphertext")
        integer ("version")
    RULE_SET "rule_set" ("organisation" "name" "valid_from")
        text ("organisation" "name" "valid_from" "content")
        integer ()
    COLUMN_MAPPING "column_mapping" ("organisation" "name")
        text ("organisation" "name" "content")
        integer ()
    PERSON "person" ("id")
        text ("id" "organisation" "first_name" "prefix" "last_name" "work_email" "birth_date" "contract_type" "search")
        integer ("number" "active")
    WORK_GROUP "work_group" ("organisation" "name")
        text ("organisation" "name" "kind")
        integer ("number" "archived")
    MEMBERSHIP "membership" ("organisation" "person" "group_name")
        text ("organisation" "person" "group_name")
        integer ("hidden")
    PROFILE_ENTRY "profile_entry" ("organisation" "owner" "field" "valid_from")
        text ("organisation" "owner" "field" "valid_from" "value" "group_name" "person")
        integer ()
    TEMPLATE "template" ("organisation" "name")
        text ("organisation" "name" "content")
        integer ()
    ACCEPTANCE "acceptance" ("organisation" "person" "oddity" "figures")
        text ("organisation" "person" "oddity" "figures" "reason" "accepted_by")
        integer ("accepted_at")
    LINK "link" ("coupling" "person")
        text ("coupling" "person" "organisation" "remote_uuid")
        integer ("remote_number" "employee_number")
    REMOTE_RECORD "remote_record" ("coupling" "kind" "employee_number")
        text ("coupling" "kind" "organisation" "hash" "content")
        integer ("employee_number" "present" "version" "read_at")
    REMOTE_RECORD_HISTORY "remote_record_history" ("coupling" "employee_number" "kind" "version")
        text ("coupling" "kind" "organisation" "hash" "content")
        integer ("employee_number" "version" "present" "read_at" "replaced_at")
    IMPORT "import" ("id")
        text ("id" "organisation" "file_name" "file_hash" "imported_by")
        integer ("imported_at")
    SHIFT "shift" ("id")
        text (
            "id" "organisation" "entry" "person" "date" "second_pass" "group_name" "factor_minutes" "source" "import"
            "origin" "state" "superseded_by"
        )
        integer ("revision" "start_minute" "end_minute" "break_minutes" "removed" "in_force" "approved_at")
    SHIFT_EVENT "shift_event" ("shift" "position")
        text ("shift" "organisation" "actor" "from_state" "to_state" "reason")
        integer ("position" "at")
    TERMINAL "terminal" ("id")
        text ("id" "organisation" "name")
        integer ("created_at" "withdrawals")
    BADGE "badge" ("organisation" "number" "from_date")
        text ("organisation" "number" "from_date" "person")
        integer ()
    CLOCK_EVENT "clock_event" ("terminal" "sequence")
        text ("terminal" "organisation" "badge" "person" "direction" "entered_by" "reason")
        integer ("sequence" "at" "received_at")
    CLOCK_DISMISSAL "clock_dismissal" ("terminal" "sequence")
        text ("terminal" "organisation" "dismissed_by" "reason")
        integer ("sequence" "at")
    CLOCK_POLICY "clock_policy" ("organisation" "valid_from")
        text ("organisation" "valid_from" "content")
        integer ()
    PLANNED_SHIFT "planned_shift" ("id")
        text ("id" "organisation" "person" "date" "group_name" "factor_minutes" "planned_by")
        integer ("start_minute" "end_minute" "break_minutes" "removed")
    STANDARD_ROSTER "standard_roster" ("organisation" "name")
        text ("organisation" "name" "content")
        integer ()
    HOUR_LINE "hour_line" ("id")
        text ("id" "organisation" "person" "from_date" "to_date" "group_name" "import" "superseded_by")
        integer ("factor" "hundredths" "days")
    DECISION "decision" ("coupling" "line_key")
        text ("coupling" "line_key" "organisation" "source_hash" "decision" "decided_by")
        integer ("decided_at")
    RUN "run" ("id")
        text (
            "id" "organisation" "coupling" "flow" "from_date" "to_date" "frequency" "state" "started_by" "summary"
        )
        integer ("year" "period" "started_at" "finished_at")
    POSTING "posting" ("id")
        text (
            "id" "organisation" "coupling" "run" "company" "origin" "person" "frequency" "kind" "cost_centre"
            "cost_unit" "action" "description" "mark" "corrects" "state" "payload_hash" "remote_id" "note"
        )
        integer (
            "year" "period" "code" "revision" "quantity" "quantity_before" "attempt" "fence" "created_at"
            "changed_at"
        )
    POSTING_EVENT "posting_event" ("posting" "position")
        text ("posting" "organisation" "from_state" "to_state" "note" "remote_id" "hash")
        integer ("position" "at" "fence" "sequence")
    RUN_LINE "run_line" ("run" "position")
        text ("run" "organisation" "person" "posting" "outcome" "content")
        integer ("position")
    BASELINE "baseline" ("run" "person" "kind" "remote_id")
        text ("run" "person" "kind" "remote_id" "organisation")
        integer ("code" "quantity")
    LEDGER_SETTINGS "ledger_settings" ("organisation")
        text ("organisation" "content")
        integer ()
    LEDGER_ENTRY "ledger_entry" ("id")
        text (
            "id" "organisation" "person" "ledger" "origin" "date" "bucket_kind" "lapses_on" "requested_on" "from_date"
            "to_date" "leave_type" "description" "booked_by" "hash"
        )
        integer ("revision" "hundredths" "bucket_year" "on_employer" "booked_at" "sequence")
    LEAVE_REQUEST "leave_request" ("id")
        text (
            "id" "organisation" "person" "requested_on" "from_date" "to_date" "leave_type" "description" "state"
            "requested_by" "decided_by" "reason"
        )
        integer ("hundredths" "on_employer" "requested_at" "decided_at")
    SICKNESS_CASE "sickness_case" ("id")
        text (
            "id" "organisation" "person" "first_day" "recovered_on" "expected_until" "stages" "changed_by"
        )
        integer ("version" "changed_at")
    PAYOUT "payout" ("id")
        text (
            "id" "organisation" "person" "coupling" "source" "state" "requested_by" "decided_by" "reason"
        )
        integer ("hundredths" "code" "requested_at" "decided_at")
    HUB_USER "hub_user" ("id")
        text (
            "id" "email" "email_key" "name" "language" "theme" "password" "second_factor" "offered_factor"
        )
        integer ("last_step" "disabled_at" "created_at")
    USER_GRANT "user_grant" ("hub_user" "organisation")
        text ("hub_user" "organisation" "role" "groups" "person")
        integer ()
    INVITATION "invitation" ("hub_user")
        text ("hub_user" "hash")
        integer ("until")
    PROVIDER "provider" ("id")
        text ("id" "name" "name_key" "issuer" "client_id" "client_secret" "second_factor")
        integer ("created_at")
    PROVIDER_LINK "provider_link" ("provider" "subject")
        text ("provider" "subject" "hub_user" "account")
        integer ("linked_at")
    PROVIDER_VISIT "provider_visit" ("state")
        text ("state" "browser" "provider" "errand" "address")
        integer ("begun_at")
    RECOVERY_CODE "recovery_code" ("hub_user" "hash")
        text ("hub_user" "hash")
        integer ()
    USER_SESSION "user_session" ("id")
        text ("id" "hub_user" "hash" "device")
        integer ("created_at" "seen_at" "ends_at" "proven_at" "provider_factor")
    SIGN_IN_ATTEMPT "sign_in_attempt" ("id")
        text ("id" "account" "address")
        integer ("at" "succeeded")
    API_TOKEN "api_token" ("id")
        text ("id" "organisation" "name" "prefix" "hash" "scopes" "created_by")
        integer ("created_at" "ends_at" "used_at" "revoked_at")
    API_REQUEST "api_request" ("token" "key")
        text ("token" "key" "organisation" "hash" "body")
        integer ("begun_at" "status")
    ACCESS_SETTINGS "access_settings" ("organisation")
        text ("organisation" "content")
        integer ()
    PLAN_APPROVAL "plan_approval" ("coupling" "fingerprint" "approved_by")
        text ("coupling" "fingerprint" "approved_by" "organisation")
        integer ("approved_at")
    RECKONED_ITEM "reckoned_item" ("organisation" "kind" "subject")
        text ("organisation" "kind" "subject" "coupling" "oldest")
        integer ("items" "reckoned_at")
    NOTICE "notice" ("id")
        text ("id" "organisation" "kind" "cause" "dutch" "english" "link" "subject" "sealed")
        integer ("created_at")
    WEBHOOK "webhook" ("id")
        text ("id" "organisation" "address" "kinds" "secret" "former_secret")
        integer ("former_until" "failures" "paused_at" "removed_at" "created_at")
    DELIVERY "delivery" ("id")
        text ("id" "notice" "organisation" "hub_user" "webhook" "state" "answer")
        integer ("together" "attempts" "first_due_at" "due_at" "settled_at")
    NOTICE_CHOICE "notice_choice" ("hub_user" "organisation" "kind")
        text ("hub_user" "organisation" "kind" "timing")
        integer ()
    LEASE "lease" ("name")
        text ("name" "holder")
        integer ("fence" "until")
    AUDIT "audit" ("sequence")
        text ("organisation" "actor" "action" "subject" "detail")
        integer ("at")
}
