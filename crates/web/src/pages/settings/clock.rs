//! Clock: how it is read, and the terminals.

use super::{Part, parts, shell};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use loonbrug_domain::clock::ClockPolicy;

#[derive(Template)]
#[template(path = "settings_clock.html")]
struct ClockPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    kiosk: String,
    failed: Option<String>,
    policies: Vec<PolicyView>,
    groups: Vec<String>,
    terminals: Vec<(String, String)>,
    form: PolicyForm,
}

struct PolicyView {
    from: String,
    overnight: bool,
    group: String,
    longest: String,
    tolerance: i64,
    double: i64,
    takes: bool,
}

/// What can be said of the clock; how times are rounded stays as it was.
struct PolicyForm {
    from: String,
    overnight: bool,
    group: String,
    longest: String,
    tolerance: String,
    double: String,
}

async fn clock_page(guarded: &Guarded, typed: Option<&Fields>) -> Result<ClockPage, Failure> {
    let (hub, w) = (guarded.hub(), guarded.w());
    let policies = hub.clock_policies(guarded.id()).await?;
    let groups = hub.store.groups(guarded.id()).await?.into_iter();
    let terminals = hub.store.terminals(guarded.id()).await?.into_iter();
    let today = w.iso(&hub.surroundings.today());
    let last = policies.iter().max_by_key(|policy| policy.valid_from);
    Ok(ClockPage {
        shell: shell(guarded, None),
        w,
        parts: parts(guarded, "settings/clock"),
        address: guarded.address("settings/clock"),
        kiosk: "/kiosk".to_owned(),
        failed: None,
        form: typed.map_or_else(|| PolicyForm::of(last, today), PolicyForm::typed),
        policies: policies.iter().map(|policy| view(policy, w)).collect(),
        groups: groups.filter(|group| !group.archived).map(|group| group.name).collect(),
        terminals: terminals
            .map(|terminal| (terminal.name, w.moment(&terminal.created_at)))
            .collect(),
    })
}

fn view(policy: &ClockPolicy, w: Words) -> PolicyView {
    PolicyView {
        from: w.date(&policy.valid_from),
        overnight: policy.overnight,
        group: policy.default_group.clone().unwrap_or_default(),
        longest: loonbrug_domain::Minutes(policy.longest_minutes).to_string(),
        tolerance: policy.tolerance_minutes,
        double: policy.double_seconds,
        takes: policy.takes_from_the_worker(),
    }
}

impl PolicyForm {
    fn of(last: Option<&ClockPolicy>, today: String) -> Self {
        Self {
            from: today,
            overnight: last.is_some_and(|policy| policy.overnight),
            group: last.and_then(|policy| policy.default_group.clone()).unwrap_or_default(),
            longest: loonbrug_domain::Minutes(last.map_or(14 * 60, |policy| policy.longest_minutes)).to_string(),
            tolerance: last.map_or(5, |policy| policy.tolerance_minutes).to_string(),
            double: last.map_or(60, |policy| policy.double_seconds).to_string(),
        }
    }

    fn typed(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            from: text("from"),
            overnight: fields.text("overnight") == "yes",
            group: text("group"),
            longest: text("longest"),
            tolerance: text("tolerance"),
            double: text("double"),
        }
    }
}

/// `GET …/settings/clock`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let mut shown = clock_page(&guarded, None).await?;
    shown.shell = shell(&guarded, query);
    page(&shown)
}

/// `POST …/settings/clock`: how the clock is read from a day on.
pub async fn save(guarded: Guarded, Posted(fields): Posted) -> Answer {
    match saved(&guarded, &fields).await {
        Ok(()) => Ok(go_to(&guarded.address("settings/clock?done=saved"))),
        Err(failure) => {
            let mut shown = clock_page(&guarded, Some(&fields)).await?;
            shown.failed = Some(failure.text(shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

async fn saved(guarded: &Guarded, fields: &Fields) -> Result<(), Failure> {
    let known = guarded.hub().clock_policies(guarded.id()).await?;
    let policy = policy_of(fields, &known)?;
    Ok(guarded.hub().put_clock_policies(guarded.id(), &[policy]).await?)
}

/// The policy that was filled in; what the form does not show is that of the one before it.
fn policy_of(fields: &Fields, known: &[ClockPolicy]) -> Result<ClockPolicy, Failure> {
    let wrong = || {
        Failure::Wrong(
            "Vul een eerste dag in, de langste dienst als 14:00, en hele minuten en seconden. Er is niets bewaard.",
            "Fill in a first day, the longest shift such as 14:00, and whole minutes and seconds. Nothing was saved.",
        )
    };
    let valid_from = fields.date("from").ok_or_else(wrong)?;
    let before = known.iter().filter(|policy| policy.valid_from <= valid_from);
    let before = before.max_by_key(|policy| policy.valid_from);
    let whole = |name: &str| fields.text(name).parse::<i64>().map_err(|_| wrong());
    let longest = loonbrug_domain::Minutes::parse(fields.text("longest")).map_err(|_| wrong())?;
    Ok(ClockPolicy {
        valid_from,
        rounding_in: before.map(|policy| policy.rounding_in).unwrap_or_default(),
        rounding_out: before.map(|policy| policy.rounding_out).unwrap_or_default(),
        same_day: before.map(|policy| policy.same_day).unwrap_or_default(),
        overnight: fields.text("overnight") == "yes",
        default_group: fields.filled("group").map(str::to_owned),
        double_seconds: whole("double")?,
        longest_minutes: longest.0,
        tolerance_minutes: whole("tolerance")?,
    })
}
