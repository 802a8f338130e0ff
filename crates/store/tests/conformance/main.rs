//! One suite for both databases. Every case gets an empty database of its own.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "all of this is test"
)]

mod absence;
mod access;
mod api_requests;
mod audit;
mod backup;
mod chain;
mod clock;
mod couplings;
mod databases;
mod equivalence;
mod hours;
mod leases;
mod ledgers;
mod notices;
mod opening;
mod payouts;
mod people;
mod planning;
mod postings;
mod profiles;
mod providers;
mod reading;
mod reading_on;
mod remote;
mod runs;
mod samples;
mod schema;
mod shifts;
mod transitions;
mod waiting;

/// Makes a test of every case on either database. A case that is not listed is dead code, which does not pass.
macro_rules! conformance {
    ($($family:ident { $($case:ident)* })*) => {
        mod sqlite {
            $(mod $family {
                $(#[tokio::test]
                async fn $case() {
                    crate::databases::with(loonbrug_store::DatabaseKind::Sqlite, crate::$family::$case).await;
                })*
            })*
        }

        mod postgres {
            $(mod $family {
                $(#[tokio::test]
                async fn $case() {
                    crate::databases::with(loonbrug_store::DatabaseKind::Postgres, crate::$family::$case).await;
                })*
            })*
        }
    };
}

conformance! {
    opening {
        a_new_database_is_empty
        everything_is_there_after_reopening
        programs_may_open_a_new_database_together
        programs_may_bring_a_database_up_to_date_together
        a_newer_schema_is_refused
        a_closed_store_is_unavailable
        a_corrupt_value_is_named
    }
    couplings {
        organisations_are_kept_by_name
        a_taken_name_is_refused
        couplings_are_kept_by_name
        an_older_version_changes_nothing
        of_many_updates_of_one_version_one_wins
        a_secret_is_replaced_once
        deleted_secrets_leave_their_version_behind
        a_secret_needs_a_coupling
        rule_sets_are_kept_by_name_and_date
        column_mappings_are_kept_by_name
        decisions_hold_until_replaced
        a_coupling_needs_its_organisation
    }
    people {
        people_are_kept
        unchanged_people_are_not_written
        the_last_of_two_rows_in_one_call_counts
        people_of_another_organisation_are_not_touched
        links_are_kept_and_changed
        an_employee_is_one_person
        a_link_stays_inside_the_organisation
    }
    remote {
        records_are_kept_with_their_hashes
        a_changed_record_leaves_its_former_content
        presence_alone_makes_no_history
        employees_are_marked_as_gone_and_back
    }
    hours {
        an_import_is_kept
        the_same_file_is_refused_per_organisation
        a_file_that_comes_again_keeps_its_identity
        shifts_are_found_by_their_first_day
        shifts_of_some_people_are_found
        hour_lines_are_found_by_overlap
        superseded_hours_are_left_out
        superseding_twice_changes_nothing
        hours_stay_inside_the_organisation
        a_failing_import_leaves_nothing
        a_nul_character_is_refused
        worked_minutes_are_added_up_per_range
        a_hundred_thousand_shifts_are_stored
    }
    clock {
        terminals_and_badges_are_kept
        a_badge_is_of_one_person_at_a_time
        an_event_is_kept_once_however_often_it_comes
        an_event_that_says_something_else_stores_nothing
        events_stay_inside_the_organisation
        events_and_dismissals_only_grow
        two_programs_deliver_the_same_events_once
        policies_are_kept_by_first_day
    }
    shifts {
        an_imported_shift_is_approved
        a_revision_counts_when_it_is_approved
        a_removal_counts_when_it_is_approved
        a_step_from_elsewhere_changes_nothing
        of_two_changes_at_once_one_wins
        a_revision_does_not_change
        a_file_replaces_what_waits
        revisions_stay_inside_the_organisation
        the_second_pass_is_kept
    }
    reading_on {
        people_are_read_on
        runs_are_read_on_newest_first
        lines_of_a_run_are_read_on
        shifts_are_read_on
        clock_events_are_read_on
        the_planning_is_read_on
        payouts_are_read_on_newest_first
        a_ledger_is_read_on
    }
    planning {
        planned_shifts_are_kept_and_taken_away
        taking_away_twice_changes_nothing
        rosters_are_kept_by_name
    }
    runs {
        runs_are_kept_newest_first
        runs_are_found_by_what_they_are_called
        runs_are_found_by_flow_coupling_days_and_period
        a_finished_run_says_how_it_ended
        lines_are_kept_by_position
        a_baseline_is_kept
    }
    postings {
        postings_are_kept
        every_state_is_kept
        postings_are_found_by_period_run_and_state
        the_same_revision_is_posted_once
        a_double_in_one_call_stores_nothing
        every_part_of_the_key_makes_another_posting
        a_correction_names_what_it_corrects
        two_programs_post_the_same_line_once
    }
    transitions {
        a_change_is_applied_and_recorded
        sending_raises_the_attempt_and_takes_the_fence
        what_is_known_is_not_forgotten
        a_posting_elsewhere_is_left_alone
        a_stale_fence_changes_nothing
        a_released_lease_allows_nothing
        changes_of_one_posting_follow_each_other
        more_changes_than_fit_in_one_statement
        a_posting_is_sent_once_by_whoever_is_first
        a_change_waits_for_a_take_over
        two_nodes_send_each_posting_once
        the_history_only_grows
    }
    chain {
        it_grows_with_every_posting_and_change
        what_was_not_applied_is_no_entry
        a_call_may_be_about_two_organisations
        two_nodes_keep_one_chain
        erased_words_leave_it_as_it_is
        figures_and_events_cannot_be_changed
        a_changed_figure_is_found
        a_changed_event_is_found
        a_changed_state_or_row_is_found
        a_removed_event_is_found
        a_removed_posting_is_found
        what_was_put_in_past_the_program_is_found
        a_forged_end_is_found
        an_unknown_organisation_has_no_chain
    }
    reading {
        people_are_found_by_name_a_page_at_a_time
        only_people_within_reach_are_found
        what_is_read_of_some_is_what_is_read_of_all
        shifts_add_up_as_when_all_are_read
        a_step_after_a_moment_is_counted
        the_planning_lists_who_is_seen_or_planned
    }
    profiles {
        groups_are_kept_by_name
        memberships_begin_change_and_end
        a_membership_needs_its_person_and_group
        settings_are_kept_by_owner_field_and_day
        templates_are_kept_by_name
        the_first_to_accept_counts
    }
    ledgers {
        entries_are_kept_by_date_and_order
        booking_twice_does_nothing
        what_comes_out_otherwise_is_the_next_revision
        the_last_of_two_figures_in_one_call_holds
        two_programs_book_once
        more_entries_than_fit_in_one_statement
        a_ledger_stays_inside_the_organisation
        balances_are_the_sums_of_entries
        a_ledger_only_grows_but_words_can_be_erased
        ledgers_and_postings_share_a_chain
        a_changed_entry_is_found
        a_removed_entry_is_found
        an_entry_put_in_past_the_program_is_found
        settings_are_kept_by_organisation
    }
    absence {
        requests_are_kept_and_found_by_their_days
        a_request_is_decided_once
        cases_are_kept_and_changed
        an_older_version_of_a_case_changes_nothing
    }
    payouts {
        payouts_are_kept_oldest_first
        a_payout_is_decided_once
        a_payout_stays_inside_the_organisation
    }
    access {
        users_are_kept_by_address
        an_invitation_works_once_and_ends_sessions
        a_second_factor_is_confirmed_as_it_was_offered
        a_code_is_used_once
        grants_are_kept_by_organisation
        sessions_are_found_by_their_secret_and_end
        a_disabled_user_has_no_session
        attempts_are_counted_by_account_and_address
        tokens_are_kept_and_revoked_once
        the_first_approval_of_somebody_counts
        what_is_asked_of_users_is_kept
    }
    providers {
        providers_are_kept_by_name_and_issuer
        an_account_is_of_one_user_and_a_user_has_one_at_each
        the_last_way_in_is_not_taken_away
        an_invitation_is_accepted_with_an_account
        a_provider_is_removed_with_all_that_is_of_it
        who_went_comes_back_once_with_the_same_browser
    }
    api_requests {
        a_request_begins_once
        of_many_requests_at_once_one_begins
        a_request_is_forgotten_when_nothing_was_done_or_it_is_old
        a_request_needs_its_token
    }
    waiting {
        what_was_reckoned_takes_the_place_of_what_was_reckoned_before
        postings_that_wait_are_counted_by_state_and_period
        only_the_last_run_of_its_kind_waits
        leases_that_ended_are_not_held
        shifts_wait_by_state_and_approved_ones_to_be_sent
    }
    notices {
        a_cause_is_told_once_whoever_finds_it
        two_nodes_never_claim_the_same_delivery
        what_a_dead_node_claimed_is_taken_over_and_its_late_word_changes_nothing
        what_is_given_up_is_seen_tried_again_or_left
        a_secret_is_forgotten_when_it_was_brought
        what_nobody_was_told_of_is_found_until_it_is_told
        leave_is_told_when_it_is_asked_and_when_it_is_decided
        a_webhook_stands_still_with_what_waits_for_it
        a_delivery_goes_to_a_webhook_of_its_own_organisation
        a_choice_takes_the_place_of_the_one_before
    }
    leases {
        a_free_lease_is_given_once
        an_ended_lease_is_taken_over
        the_holder_may_take_it_again
        a_renewed_lease_lasts
        a_released_lease_is_free
        of_many_holders_one_wins
    }
    audit {
        entries_are_kept_newest_first
        entries_are_found_by_organisation
        the_log_only_grows
        a_line_comes_with_its_change_or_not_at_all
    }
}
