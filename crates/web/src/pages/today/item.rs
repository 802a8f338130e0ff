//! One thing that waits for a person, with its sign and the way to where it is solved.

use crate::guard::Signed;
use crate::words::Words;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::{DateRange, PayPeriod};
use loonbrug_hub::hours::Flow;
use loonbrug_hub::{Open, OpenItem};
use url::form_urlencoded::{Serializer, byte_serialize};

/// How grave it is: what stands still or may be wrong first, then what is ready, then the rest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Grade {
    /// Stands still, or may be wrong at Nmbrs.
    Bad,
    /// Waits for somebody.
    Waits,
    /// Is ready to be done.
    Ready,
}

/// One thing.
pub struct ItemView {
    /// How grave.
    pub grade: Grade,
    /// Its class.
    pub class: &'static str,
    /// Its sign.
    pub sign: &'static str,
    /// Whose.
    pub employer: String,
    /// Name of the coupling, where it is of one.
    pub coupling: String,
    /// What.
    pub text: String,
    /// What to do.
    pub to_do: &'static str,
    /// Day of the oldest.
    pub since: String,
    /// Where.
    pub address: String,
    /// What the button says.
    pub label: &'static str,
}

impl ItemView {
    /// As it is shown to this reader.
    pub fn of(open: &Open, organisation: OrganisationId, w: Words) -> Self {
        let grade = grade(&open.what);
        let (class, sign) = look(&open.what);
        Self {
            grade,
            class,
            sign,
            employer: open.organisation.clone(),
            coupling: open.coupling.clone().unwrap_or_default(),
            text: open.text(w.language),
            to_do: open.to_do(w.language),
            since: open.oldest.map(|date| w.date(&date)).unwrap_or_default(),
            address: address(open, organisation),
            label: label(&open.what, w),
        }
    }
}

/// Whether somebody may look where it is solved.
pub fn may_see(signed: &Signed, organisation: OrganisationId, what: &OpenItem) -> bool {
    signed.visitor.has(what.right(), organisation)
}

const fn grade(what: &OpenItem) -> Grade {
    match what {
        OpenItem::Paused { .. } | OpenItem::Conflicts { .. } | OpenItem::InDoubt { .. } | OpenItem::Differs { .. } => {
            Grade::Bad
        }
        OpenItem::ToSend { .. } => Grade::Ready,
        _ => Grade::Waits,
    }
}

/// Class and sign.
const fn look(what: &OpenItem) -> (&'static str, &'static str) {
    match what {
        OpenItem::Paused { .. } => ("bad", "⏸"),
        OpenItem::Conflicts { .. } => ("bad", "⚠"),
        OpenItem::InDoubt { .. } => ("bad", "?"),
        OpenItem::Differs { .. } => ("bad", "≠"),
        OpenItem::ToSend { .. } => ("good", "●"),
        OpenItem::Run { .. } | OpenItem::PeopleRun { .. } | OpenItem::OddFigures | OpenItem::SoapEnds { .. } => {
            ("wait", "⚠")
        }
        _ => ("wait", "○"),
    }
}

fn label(what: &OpenItem, w: Words) -> &'static str {
    match what {
        OpenItem::Paused { .. } => w.t("Herstel", "Mend"),
        OpenItem::ToSend { .. } => w.t("Selecteer personeel", "Select people"),
        OpenItem::NotLinked => w.t("Koppel", "Link"),
        OpenItem::SoapEnds { .. } => w.t("Stap over", "Move"),
        OpenItem::PeopleRun { .. } => w.t("Werk bij", "Bring up to date"),
        _ => w.t("Bekijk", "Look"),
    }
}

/// The page where it is solved.
fn address(open: &Open, organisation: OrganisationId) -> String {
    let coupling = open.coupling.as_deref().map(|name| coupling(organisation, name));
    let of_coupling = |rest: &str| match &coupling {
        Some(coupling) => format!("{coupling}{rest}"),
        None => format!("/e/{organisation}/couplings"),
    };
    let page = |rest: &str| format!("/e/{organisation}/{rest}");
    match &open.what {
        OpenItem::Paused { .. } | OpenItem::SoapEnds { .. } => of_coupling(""),
        OpenItem::Conflicts { .. } | OpenItem::InDoubt { .. } => of_coupling("/doubts"),
        OpenItem::Differs { period } | OpenItem::ToSend { period, .. } => {
            of_coupling(&plan(Flow::Hours, days_of(*period)))
        }
        OpenItem::Run { flow, range, .. } => of_coupling(&plan(*flow, *range)),
        OpenItem::PeopleRun { .. } | OpenItem::NotLinked => of_coupling("/people"),
        // They are accepted in the plan of their days.
        OpenItem::OddFigures => page("couplings"),
        OpenItem::ClockEvents | OpenItem::UnknownBadges => page("hours"),
        OpenItem::ShiftsSubmitted | OpenItem::ShiftsOpen => hours(organisation, open),
        OpenItem::LeaveRequested => page("leave"),
        OpenItem::PayoutsRequested => page("ledgers"),
        OpenItem::Undelivered => page("settings/notices"),
    }
}

/// The hours that wait, from the days of the oldest on.
fn hours(organisation: OrganisationId, open: &Open) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("state", "waiting");
    if let Some(oldest) = open.oldest {
        query.append_pair("at", &oldest.to_string());
    }
    format!("/e/{organisation}/hours?{}", query.finish())
}

/// The address of a coupling.
pub fn coupling(organisation: OrganisationId, name: &str) -> String {
    let name: String = byte_serialize(name.as_bytes()).collect();
    format!("/e/{organisation}/couplings/{}", name.replace('+', "%20"))
}

/// What follows it for the plan of some days.
pub fn plan(flow: Flow, days: DateRange) -> String {
    format!("/plan?flow={}&from={}&to={}", flow.as_str(), days.from, days.to)
}

fn days_of(period: PayPeriod) -> DateRange {
    period.wage_range()
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::{Frequency, Language};
    use uuid::Uuid;

    fn open(what: OpenItem) -> Open {
        Open {
            organisation: "Voorbeeld Retail".to_owned(),
            coupling: Some("mode huis".to_owned()),
            what,
            count: 18,
            oldest: None,
        }
    }

    #[test]
    fn what_is_ready_leads_to_the_plan_of_its_days() {
        let period = PayPeriod {
            year: 2023,
            number: 4,
            frequency: Frequency::Monthly,
        };
        let organisation = OrganisationId(Uuid::nil());
        let view = ItemView::of(
            &open(OpenItem::ToSend {
                period,
                people: 9,
                lines: 0,
            }),
            organisation,
            Words::new(Language::Dutch),
        );
        let expected = format!("/e/{organisation}/couplings/mode%20huis/plan?flow=hours&from=2023-04-01&to=2023-04-30");
        assert_eq!((view.address, view.label), (expected, "Selecteer personeel"));
    }

    #[test]
    fn what_may_be_wrong_comes_before_what_is_ready() {
        assert!(grade(&OpenItem::ShiftsOpen) > Grade::Bad && Grade::Ready > grade(&OpenItem::NotLinked));
    }
}
