//! The table of operations and what each needs, by hand: the document is held against it, so that an operation that
//! nobody thought about cannot be there.

use loonbrug_api::document;
use loonbrug_domain::access::Right;
use serde_json::Value;
use std::collections::BTreeMap;

/// What an operation needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A token, whatever it may.
    Token,
    /// A right at the organisation.
    Right(Right),
}

use Asks::{Nothing, Right as At, Token};

/// Every operation.
pub const TABLE: &[(&str, Asks)] = &[
    ("getDocument", Nothing),
    ("getToken", Token),
    ("listOrganisations", Token),
    ("getOrganisation", Token),
    ("listCouplings", At(Right::SeePlans)),
    ("getCoupling", At(Right::SeePlans)),
    ("checkRights", At(Right::ChangeCouplings)),
    ("resumeCoupling", At(Right::ChangeCouplings)),
    ("unlinkCoupling", At(Right::ChangeCouplings)),
    ("getCouplingSettings", At(Right::ChangeCouplings)),
    ("changeCouplingSettings", At(Right::ChangeCouplings)),
    ("listCodes", At(Right::SeePlans)),
    ("listPeople", At(Right::SeePeople)),
    ("addPerson", At(Right::ChangePeople)),
    ("getPerson", At(Right::SeePeople)),
    ("listContracts", At(Right::SeePeople)),
    ("listSalaries", At(Right::SeeSalaries)),
    ("listPeopleProposals", At(Right::ChangePeople)),
    ("importPeople", At(Right::ChangePeople)),
    ("updatePeople", At(Right::ChangePeople)),
    ("getPersonProfile", At(Right::SeePeople)),
    ("changePersonProfile", At(Right::ChangePeople)),
    ("listGroups", At(Right::SeePeople)),
    ("addGroup", At(Right::ChangePeople)),
    ("archiveGroup", At(Right::ChangePeople)),
    ("listGroupMembers", At(Right::SeePeople)),
    ("getGroupProfile", At(Right::SeePeople)),
    ("changeGroupProfile", At(Right::ChangePeople)),
    ("listMemberships", At(Right::SeePeople)),
    ("changeMemberships", At(Right::ChangePeople)),
    ("listTemplates", At(Right::ChangePeople)),
    ("setTemplate", At(Right::ChangePeople)),
    ("removeTemplate", At(Right::ChangePeople)),
    ("lookAtTemplate", At(Right::ChangePeople)),
    ("applyTemplate", At(Right::ChangePeople)),
    ("makePlan", At(Right::SeePlans)),
    ("getPlan", At(Right::SeePlans)),
    ("listPlanLines", At(Right::SeePlans)),
    ("listRefusedLines", At(Right::SeePlans)),
    ("listOddFigures", At(Right::SeePlans)),
    ("decideLines", At(Right::DecideLines)),
    ("acceptOddFigure", At(Right::DecideLines)),
    ("sendPlan", At(Right::SendLines)),
    ("listRuns", At(Right::SeeHistory)),
    ("getRun", At(Right::SeeHistory)),
    ("listRunLines", At(Right::SeeHistory)),
    ("listShifts", At(Right::SeeHours)),
    ("addShift", At(Right::ChangeHours)),
    ("changeShift", At(Right::ChangeHours)),
    ("removeShift", At(Right::ChangeHours)),
    ("approveShifts", At(Right::ApproveHours)),
    ("rejectShifts", At(Right::ApproveHours)),
    ("lookAtHourFile", At(Right::ChangeHours)),
    ("importHourFile", At(Right::ChangeHours)),
    ("listHourFiles", At(Right::ChangeHours)),
    ("getColumnMapping", At(Right::ChangeHours)),
    ("setColumnMapping", At(Right::ChangeHours)),
    ("listClockEvents", At(Right::SeeHours)),
    ("listPresent", At(Right::SeeHours)),
    ("listClockTasks", At(Right::SeeHours)),
    ("deliverClockEvents", At(Right::ChangeHours)),
    ("enterClockEvent", At(Right::ChangeHours)),
    ("dismissClockEvent", At(Right::ChangeHours)),
    ("listTerminals", At(Right::ChangeSettings)),
    ("addTerminal", At(Right::ChangeSettings)),
    ("withdrawTerminal", At(Right::ChangeSettings)),
    ("listBadges", At(Right::ChangeSettings)),
    ("assignBadge", At(Right::ChangeSettings)),
    ("listClockPolicies", At(Right::ChangeSettings)),
    ("setClockPolicy", At(Right::ChangeSettings)),
    ("listPlannedShifts", At(Right::SeePlanning)),
    ("planShift", At(Right::PlanShifts)),
    ("changePlannedShift", At(Right::PlanShifts)),
    ("unplanShift", At(Right::PlanShifts)),
    ("lookAtFilling", At(Right::PlanShifts)),
    ("fillPlanning", At(Right::PlanShifts)),
    ("listRosters", At(Right::SeePlanning)),
    ("setRoster", At(Right::PlanShifts)),
    ("removeRoster", At(Right::PlanShifts)),
    ("listAttendance", At(Right::SeePlanning)),
    ("getYearPlanning", At(Right::SeePlanning)),
    ("listInbox", At(Right::SeePlans)),
    ("listDoubts", At(Right::SettleDoubts)),
    ("settleDoubt", At(Right::SettleDoubts)),
    ("explainPlanLine", At(Right::SeePlans)),
    ("explainSent", At(Right::SeeHistory)),
    ("listBalances", At(Right::SeeLedgers)),
    ("reportWorkedHours", At(Right::SeeLedgers)),
    ("reportSurchargeCosts", At(Right::SeeHours)),
    ("getBalances", At(Right::SeeLedgers)),
    ("listLedgerEntries", At(Right::SeeLedgers)),
    ("bookByHand", At(Right::ChangeLedgers)),
    ("convertToLeave", At(Right::ChangeLedgers)),
    ("listPayouts", At(Right::ChangeLedgers)),
    ("requestPayout", At(Right::ChangeLedgers)),
    ("approvePayout", At(Right::ChangeLedgers)),
    ("cancelPayout", At(Right::ChangeLedgers)),
    ("exportLeave", At(Right::Export)),
    ("exportPlusMinus", At(Right::Export)),
    ("exportHistory", At(Right::Export)),
    ("listLeaveRequests", At(Right::SeeLedgers)),
    ("getLeaveRequest", At(Right::SeeLedgers)),
    ("requestLeave", At(Right::RequestLeave)),
    ("withdrawLeave", At(Right::RequestLeave)),
    ("decideLeave", At(Right::ApproveLeave)),
    ("listSicknessCases", At(Right::SeeSickness)),
    ("reportSick", At(Right::ChangeSickness)),
    ("changeSickness", At(Right::ChangeSickness)),
    ("reportRecovered", At(Right::ChangeSickness)),
    ("getProfile", At(Right::ChangeSettings)),
    ("changeProfile", At(Right::ChangeSettings)),
    ("getLedgerSettings", At(Right::ChangeSettings)),
    ("changeLedgerSettings", At(Right::ChangeSettings)),
    ("lookAtLedgerSettings", At(Right::ChangeSettings)),
    ("listRuleSets", At(Right::ChangeSettings)),
    ("getRuleSet", At(Right::ChangeSettings)),
    ("listHolidays", At(Right::ChangeSettings)),
    ("lookAtRules", At(Right::ChangeSettings)),
    ("takeOverRules", At(Right::ChangeSettings)),
    ("tryRules", At(Right::ChangeSettings)),
    ("listNotices", At(Right::ChangeSettings)),
    ("listUndelivered", At(Right::ChangeSettings)),
    ("deliverAgain", At(Right::ChangeSettings)),
    ("leaveUndelivered", At(Right::ChangeSettings)),
    ("listWebhooks", At(Right::ChangeWebhooks)),
    ("getWebhook", At(Right::ChangeWebhooks)),
    ("addWebhook", At(Right::ChangeWebhooks)),
    ("changeWebhook", At(Right::ChangeWebhooks)),
    ("renewWebhookSecret", At(Right::ChangeWebhooks)),
    ("resumeWebhook", At(Right::ChangeWebhooks)),
    ("removeWebhook", At(Right::ChangeWebhooks)),
    ("listWebhookDeliveries", At(Right::ChangeWebhooks)),
    ("listAuditLog", At(Right::SeeAudit)),
];

/// An operation of the document.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// What the document says of it.
    pub json: Value,
}

/// The operations of the document.
pub fn told() -> Vec<Told> {
    let document = document();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, json) in item.as_object().unwrap() {
            all.push(Told {
                id: json["operationId"].as_str().unwrap().to_owned(),
                method: method.clone(),
                path: path.clone(),
                json: json.clone(),
            });
        }
    }
    all
}

/// What an operation needs, by the table.
pub fn asks(told: &Told) -> Asks {
    let row = TABLE.iter().find(|(id, _)| *id == told.id);
    row.unwrap_or_else(|| panic!("{} has no row in the table of rights", told.id))
        .1
}

#[test]
fn every_operation_has_a_row_and_says_what_it_needs() {
    let told: BTreeMap<String, Told> = told().into_iter().map(|told| (told.id.clone(), told)).collect();
    for told in told.values() {
        let (security, right) = (&told.json["security"], told.json["x-right"].as_str());
        match asks(told) {
            Nothing => assert_eq!(security.as_array().unwrap().len(), 0, "{told:?}"),
            Token => assert_eq!(
                (&security[0]["token"], right),
                (&serde_json::json!([]), None),
                "{told:?}"
            ),
            At(needed) => {
                assert_eq!(right, Some(needed.word()), "{told:?}");
                assert_eq!(security[0]["token"][0], needed.word(), "{told:?}");
                assert!(told.path.starts_with("/organisations/{organisation}/"), "{told:?}");
            }
        }
    }
    let gone: Vec<_> = TABLE.iter().filter(|(id, _)| !told.contains_key(*id)).collect();
    assert!(gone.is_empty(), "rows without an operation: {gone:?}");
}
