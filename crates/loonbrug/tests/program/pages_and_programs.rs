//! What pages do, programs do: each page that changes something names the operations of the REST API that do the same, or says
//! why none does. A new page without a row here fails.

use By::{Operations, PeopleOnly};
use loonbrug_web::{Needs, routes};
use std::collections::{BTreeMap, BTreeSet};

/// How a program does what a page does.
enum By {
    /// By these operations.
    Operations(&'static [&'static str]),
    /// By none, for a reason that stands in the document of the REST API.
    PeopleOnly(&'static str),
}

const DOCUMENT: &str = include_str!("../../../../docs/api.md");

const SIGNING_IN: &str = "signing in, invitations, proof, the own account";
const ACCESS: &str = "users and tokens";
const EMPLOYERS: &str = "the first user, a new employer";
const LINKING: &str = "linking a coupling, a new log-in for it";
const FOUR_EYES: &str = "approving a plan as the second of four eyes";
const DEVICE: &str = "a device as a clock terminal";
const OWN_PAGE: &str = "the employee's own page";
const TOUR: &str = "the guided tour";

/// Every page that changes something.
#[rustfmt::skip]
const TABLE: &[(&str, By)] = &[
    ("/sign-in", PeopleOnly(SIGNING_IN)),
    ("/sign-in/code", PeopleOnly(SIGNING_IN)),
    ("/sign-out", PeopleOnly(SIGNING_IN)),
    ("/invitation/{secret}", PeopleOnly(SIGNING_IN)),
    ("/prove", PeopleOnly(SIGNING_IN)),
    ("/account/look", PeopleOnly(SIGNING_IN)),
    ("/account/password", PeopleOnly(SIGNING_IN)),
    ("/account/sessions", PeopleOnly(SIGNING_IN)),
    ("/account/accounts/{provider}", PeopleOnly(SIGNING_IN)),
    ("/account/notices", PeopleOnly(SIGNING_IN)),
    ("/account/notices/trial", PeopleOnly(SIGNING_IN)),
    ("/account/second-factor", PeopleOnly(SIGNING_IN)),
    ("/tour", PeopleOnly(TOUR)),
    ("/welcome", PeopleOnly(EMPLOYERS)),
    ("/employers/new", PeopleOnly(EMPLOYERS)),
    ("/today/act", Operations(&["updatePeople", "makePlan"])),
    ("/e/{organisation}/couplings/{coupling}/read", Operations(&["makePlan"])),
    ("/e/{organisation}/couplings/{coupling}/plan", Operations(&["decideLines", "acceptOddFigure"])),
    ("/e/{organisation}/couplings/{coupling}/send", Operations(&["sendPlan"])),
    ("/e/{organisation}/couplings/{coupling}/approve", PeopleOnly(FOUR_EYES)),
    ("/e/{organisation}/couplings/{coupling}/people/read", Operations(&["listPeopleProposals"])),
    ("/e/{organisation}/couplings/{coupling}/people", Operations(&["importPeople"])),
    ("/e/{organisation}/couplings/new/token", PeopleOnly(LINKING)),
    ("/e/{organisation}/couplings/new/companies", PeopleOnly(LINKING)),
    ("/e/{organisation}/couplings/new/link", PeopleOnly(LINKING)),
    ("/e/{organisation}/couplings/new/again", PeopleOnly(LINKING)),
    ("/e/{organisation}/couplings/{coupling}/settings", Operations(&["changeCouplingSettings"])),
    ("/e/{organisation}/couplings/{coupling}/token", PeopleOnly(LINKING)),
    ("/e/{organisation}/couplings/{coupling}/resume", Operations(&["resumeCoupling"])),
    ("/e/{organisation}/couplings/{coupling}/unlink", Operations(&["unlinkCoupling"])),
    ("/e/{organisation}/couplings/{coupling}/rights", Operations(&["checkRights"])),
    ("/e/{organisation}/couplings/{coupling}/doubts", Operations(&["settleDoubt"])),
    ("/e/{organisation}/people/templates", Operations(&["setTemplate"])),
    ("/e/{organisation}/people/templates/apply", Operations(&["lookAtTemplate", "applyTemplate"])),
    ("/e/{organisation}/people/templates/remove", Operations(&["removeTemplate"])),
    ("/e/{organisation}/people/{person}/settings", Operations(&["changePersonProfile"])),
    ("/e/{organisation}/people/{person}/groups", Operations(&["changeMemberships"])),
    ("/e/{organisation}/people/{person}/badge", Operations(&["assignBadge"])),
    ("/e/{organisation}/hours/approve", Operations(&["approveShifts"])),
    ("/e/{organisation}/hours/reject", Operations(&["rejectShifts"])),
    // Whose an unknown badge is, too: `assignBadge`.
    ("/e/{organisation}/hours/clock", Operations(&["enterClockEvent", "dismissClockEvent"])),
    ("/e/{organisation}/hours/add", Operations(&["addShift"])),
    ("/e/{organisation}/hours/shifts/{entry}/change", Operations(&["changeShift"])),
    ("/e/{organisation}/hours/shifts/{entry}/remove", Operations(&["removeShift"])),
    ("/e/{organisation}/hours/import", Operations(&["lookAtHourFile"])),
    ("/e/{organisation}/hours/import/store", Operations(&["importHourFile"])),
    ("/e/{organisation}/hours/import/columns", Operations(&["setColumnMapping"])),
    ("/e/{organisation}/planning/add", Operations(&["planShift", "changePlannedShift"])),
    ("/e/{organisation}/planning/remove", Operations(&["unplanShift"])),
    ("/e/{organisation}/planning/roster", Operations(&["setRoster", "removeRoster"])),
    ("/e/{organisation}/planning/fill", Operations(&["lookAtFilling", "fillPlanning"])),
    ("/kiosk", PeopleOnly(DEVICE)),
    ("/kiosk/events", PeopleOnly(DEVICE)),
    ("/e/{organisation}/terminals", Operations(&["addTerminal", "withdrawTerminal"])),
    ("/e/{organisation}/ledgers/{person}/book", Operations(&["bookByHand"])),
    ("/e/{organisation}/ledgers/{person}/convert", Operations(&["convertToLeave"])),
    ("/e/{organisation}/ledgers/{person}/payout", Operations(&["requestPayout"])),
    ("/e/{organisation}/payouts/{payout}/approve", Operations(&["approvePayout"])),
    ("/e/{organisation}/payouts/{payout}/cancel", Operations(&["cancelPayout"])),
    ("/e/{organisation}/leave", Operations(&["requestLeave"])),
    ("/e/{organisation}/leave/{request}/decide", Operations(&["decideLeave"])),
    ("/e/{organisation}/leave/{request}/withdraw", Operations(&["withdrawLeave"])),
    ("/e/{organisation}/sickness", Operations(&["reportSick"])),
    ("/e/{organisation}/sickness/{case}/percent", Operations(&["changeSickness"])),
    ("/e/{organisation}/sickness/{case}/recover", Operations(&["reportRecovered"])),
    ("/e/{organisation}/me/clock", PeopleOnly(OWN_PAGE)),
    ("/e/{organisation}/me/language", PeopleOnly(OWN_PAGE)),
    ("/e/{organisation}/me/leave", PeopleOnly(OWN_PAGE)),
    ("/e/{organisation}/me/leave/{request}/withdraw", PeopleOnly(OWN_PAGE)),
    ("/e/{organisation}/settings/profile", Operations(&["changeProfile"])),
    ("/e/{organisation}/settings/rules", Operations(&["lookAtRules", "takeOverRules"])),
    ("/e/{organisation}/settings/rule-file", Operations(&["lookAtRules"])),
    ("/e/{organisation}/settings/clock", Operations(&["setClockPolicy"])),
    ("/e/{organisation}/settings/notices", Operations(&["deliverAgain", "leaveUndelivered"])),
    ("/e/{organisation}/settings/users", PeopleOnly(ACCESS)),
    ("/e/{organisation}/settings/users/asked", PeopleOnly(ACCESS)),
    ("/e/{organisation}/settings/users/{user}", PeopleOnly(ACCESS)),
    ("/e/{organisation}/settings/tokens", PeopleOnly(ACCESS)),
    ("/e/{organisation}/settings/webhooks", Operations(&["addWebhook"])),
    ("/e/{organisation}/settings/webhooks/{webhook}",
        Operations(&["changeWebhook", "renewWebhookSecret", "resumeWebhook", "removeWebhook"])),
];

/// The right that each operation needs, by its id.
fn rights() -> BTreeMap<String, Option<String>> {
    let document = loonbrug_api::document();
    let items = document["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|item| item.as_object().unwrap().values());
    let word = |operation: &serde_json::Value, field: &str| operation[field].as_str().map(str::to_owned);
    operations
        .map(|operation| (word(operation, "operationId").unwrap(), word(operation, "x-right")))
        .collect()
}

fn pages() -> BTreeMap<&'static str, Needs> {
    let rows = routes().into_iter().map(|(row, _)| row);
    let changing = rows.filter(|row| row.method.as_str() == "POST");
    changing.map(|row| (row.path, row.needs)).collect()
}

#[test]
fn every_page_that_changes_something_has_a_row() {
    let named: BTreeSet<&str> = TABLE.iter().map(|(path, _)| *path).collect();
    assert_eq!(named.len(), TABLE.len(), "a page has two rows");
    assert_eq!(
        pages().into_keys().collect::<BTreeSet<_>>(),
        named,
        "say which operation of the REST API does what the page does, or why none does"
    );
}

#[test]
fn what_does_the_same_needs_the_same_right() {
    let (pages, rights) = (pages(), rights());
    for (path, by) in TABLE {
        let Operations(operations) = by else { continue };
        for operation in *operations {
            let right = rights.get(*operation);
            let right = right.unwrap_or_else(|| panic!("{path}: there is no operation {operation}"));
            if let Needs::At(needed) = pages[path] {
                assert_eq!(right.as_deref(), Some(needed.word()), "{path}: {operation}");
            }
        }
    }
}

#[test]
fn why_only_people_do_something_stands_in_the_document() {
    for (path, by) in TABLE {
        if let PeopleOnly(reason) = by {
            assert!(DOCUMENT.contains(&format!("| {reason} |")), "{path}: {reason}");
        }
    }
}
