//! What the pages of a plan show.

use super::asked::{Asked, Filter};
use super::plan::Looking;
use super::plan_decisions::Wrong;
use super::refused::reason;
use super::what_if;
use crate::jobs::Stand;
use crate::paging::{Leaf, Paging};
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use jiff::Timestamp;
use loonbrug_domain::difference::{Change, LineKind};
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::hours::{
    CodeChoice, DriftChoice, Flow, HoursPlan, LineDecisionKind, OpenPlan, PlanLine, RefusedLine, Totals,
};
use std::collections::{BTreeMap, HashMap};

/// People on one page.
const PEOPLE_ON_A_PAGE: usize = 50;

/// The plan.
#[derive(Template)]
#[template(path = "plan.html")]
pub struct PlanPage {
    shell: Shell,
    w: Words,
    flow: Flow,
    asked: Asked,
    period: String,
    coupling: String,
    people: Vec<PersonLines>,
    refused: Vec<Said>,
    contract_hours: Vec<String>,
    counts: Counts,
    totals: Totals,
    filters: Vec<FilterLink>,
    paging: Paging,
    codes: Vec<CodeChoice>,
    description: String,
    read_at: Timestamp,
    action: String,
    read_action: String,
    other_rules: String,
    wrong: usize,
    quantity_title: &'static str,
    code_title: &'static str,
    may_decide: bool,
    may_send: bool,
}

/// How many lines of each sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// All.
    pub all: usize,
    /// New ones that would be sent.
    pub new: usize,
    /// Changed ones that would be sent.
    pub changed: usize,
    /// Ones that would be taken away.
    pub removed: usize,
    /// With nothing to do.
    pub same: usize,
    /// Left out.
    pub out: usize,
    /// Waiting for a person.
    pub wait: usize,
    /// That would be sent.
    pub send: usize,
    /// That are only entered here.
    pub entered: usize,
}

struct FilterLink {
    address: String,
    label: &'static str,
    count: usize,
    current: bool,
}

/// A sentence about somebody.
struct Said {
    person: String,
    what: String,
    why: String,
}

/// The lines of one person.
struct PersonLines {
    person: PersonId,
    name: String,
    days: i64,
    total: String,
    lines: Vec<LineView>,
    odd: Vec<OddView>,
}

struct OddView {
    text: String,
    key: String,
    accepted: Option<String>,
}

struct LineView {
    handle: String,
    chosen: bool,
    what: String,
    quantity: String,
    computed: Option<String>,
    code: i64,
    code_label: String,
    days_worked: i64,
    per_day: Option<String>,
    sign: &'static str,
    state: &'static str,
    change: String,
    choices: Vec<(&'static str, &'static str)>,
    why: String,
    wrong: Option<String>,
    editable: bool,
}

/// Whether a line is among those asked for.
pub fn is_shown(line: &PlanLine, asked: &Asked) -> bool {
    let name = asked.name.to_lowercase();
    let by_filter = match asked.filter {
        Filter::All => true,
        Filter::Send => line.is_sent() || line.is_entered(),
        Filter::Wait => line.needs_person(),
        Filter::Same => matches!(line.change, Change::Unchanged { .. }),
    };
    by_filter && (name.is_empty() || line.person.to_lowercase().contains(&name))
}

impl PlanPage {
    /// The page of a plan, with what was typed wrong.
    pub fn of(looking: &Looking, open: &OpenPlan, wrong: &[Wrong]) -> Self {
        let (plan, asked, w) = (open.plan(), &looking.asked, looking.guarded.w());
        let counts = Counts::of(plan);
        let shown = by_person(plan, asked);
        let leaf = Leaf {
            number: asked.page,
            most: PEOPLE_ON_A_PAGE,
        };
        let part = leaf.within(shown.len()).part();
        let wrong_by_line: HashMap<&str, &Wrong> = wrong.iter().map(|wrong| (wrong.line.as_str(), wrong)).collect();
        let writer = Writer {
            looking,
            plan,
            w,
            wrong: &wrong_by_line,
        };
        let on_page = shown.iter().skip(part.skip).take(part.most);
        let rights = |right| looking.guarded.may(right);
        Self {
            shell: looking.shell(),
            w,
            flow: plan.span.flow,
            asked: asked.clone(),
            period: period_text(plan, w),
            coupling: plan.coupling.clone(),
            people: on_page.map(|(person, lines)| writer.person(*person, lines)).collect(),
            refused: plan.refused.iter().map(|line| refused(line, w)).collect(),
            contract_hours: plan.contract_hours.clone(),
            counts,
            totals: plan.chosen_totals(),
            filters: filters(looking, counts),
            paging: Paging::new(leaf, shown.len(), w, |page| {
                looking.address_of("plan", &asked.on_page(page))
            }),
            codes: codes(open, plan.span.flow),
            description: plan.description.clone(),
            read_at: open.read_at(),
            action: looking.address("plan"),
            other_rules: what_if::address(&looking.guarded, &looking.coupling.row.name, &looking.asked, ""),
            read_action: looking.address("read"),
            wrong: wrong.len(),
            quantity_title: match plan.span.flow {
                Flow::MealAllowances | Flow::TravelAllowances => w.t("Vergoeding totaal", "Allowance in all"),
                Flow::PlusHours => w.t("Uren doorgeven", "Hours to send"),
                _ => w.t("Uren", "Hours"),
            },
            code_title: match plan.span.flow {
                Flow::MealAllowances | Flow::TravelAllowances => "Code",
                _ => w.t("Uurcode in Nmbrs", "Hour code in Nmbrs"),
            },
            may_decide: rights(loonbrug_domain::access::Right::DecideLines),
            may_send: rights(loonbrug_domain::access::Right::SendLines),
        }
    }
}

impl Counts {
    /// Of a plan.
    pub fn of(plan: &HoursPlan) -> Self {
        let count = |wanted: fn(&PlanLine) -> bool| plan.lines.iter().filter(|line| wanted(line)).count();
        Self {
            all: plan.lines.len(),
            new: count(|line| line.is_sent() && matches!(line.change, Change::New { .. })),
            changed: count(|line| {
                line.is_sent() && matches!(line.change, Change::Changed { .. } | Change::Drifted { .. })
            }),
            removed: count(|line| line.is_sent() && matches!(line.change, Change::Removed { .. })),
            out: count(|line| !line.chosen),
            same: count(|line| matches!(line.change, Change::Unchanged { .. })),
            wait: count(PlanLine::needs_person),
            send: count(PlanLine::is_sent),
            entered: count(PlanLine::is_entered),
        }
    }
}

/// The lines that are asked for, by person; people by name.
fn by_person<'a>(plan: &'a HoursPlan, asked: &Asked) -> Vec<(PersonId, Vec<&'a PlanLine>)> {
    let mut by_person: BTreeMap<(&str, PersonId), Vec<&PlanLine>> = BTreeMap::new();
    for line in plan.lines.iter().filter(|line| is_shown(line, asked)) {
        by_person.entry((&line.person, line.key.person)).or_default().push(line);
    }
    by_person
        .into_iter()
        .map(|((_, person), lines)| (person, lines))
        .collect()
}

fn codes(open: &OpenPlan, flow: Flow) -> Vec<CodeChoice> {
    let pays_wages = matches!(flow, Flow::MealAllowances | Flow::TravelAllowances);
    open.codes(if pays_wages { LineKind::Wages } else { LineKind::Hours })
}

/// `loonperiode 4 · 2023`.
pub fn period_text(plan: &HoursPlan, w: Words) -> String {
    let (number, year) = (plan.span.period.number, plan.span.period.year);
    format!("{} {number} · {year}", w.t("loonperiode", "pay period"))
}

fn filters(looking: &Looking, counts: Counts) -> Vec<FilterLink> {
    let w = looking.guarded.w();
    let label = |filter| match filter {
        Filter::All => (w.t("alles", "all"), counts.all),
        Filter::Send => (w.t("te versturen", "to send"), counts.send + counts.entered),
        Filter::Wait => (w.t("voor jou", "for you"), counts.wait),
        Filter::Same => (w.t("ongewijzigd", "unchanged"), counts.same),
    };
    let link = |filter| {
        let (label, count) = label(filter);
        FilterLink {
            address: looking.address_of("plan", &looking.asked.filtered(filter)),
            label,
            count,
            current: filter == looking.asked.filter,
        }
    };
    Filter::ALL.into_iter().map(link).collect()
}

/// Writes the lines of one page.
struct Writer<'a> {
    looking: &'a Looking,
    plan: &'a HoursPlan,
    w: Words,
    wrong: &'a HashMap<&'a str, &'a Wrong>,
}

impl Writer<'_> {
    fn person(&self, person: PersonId, lines: &[&PlanLine]) -> PersonLines {
        let first = lines.first();
        let counted = |line: &&&PlanLine| line.key.kind != LineKind::Days && line.factor.is_none_or(is_worked);
        let kind = first.map_or(LineKind::Hours, |line| line.key.kind);
        let total: i64 = lines.iter().filter(counted).map(|line| line.change.to()).sum();
        let odd = self.plan.odd.iter().filter(|odd| odd.oddity.person == person);
        PersonLines {
            person,
            name: first.map(|line| line.person.clone()).unwrap_or_default(),
            days: first.map_or(0, |line| line.days),
            total: match kind {
                LineKind::Hours => format!("{} {}", self.w.hours(&total), self.w.t("u", "h")),
                LineKind::Wages => self.w.euros(&total),
                LineKind::Days => String::new(),
            },
            lines: lines.iter().map(|line| self.line(line)).collect(),
            odd: odd
                .map(|odd| OddView {
                    text: odd.oddity.finding.text(self.w.language),
                    key: odd.key.clone(),
                    accepted: odd
                        .accepted_by
                        .as_ref()
                        .map(|who| format!("{who}: {}", odd.reason.as_deref().unwrap_or_default())),
                })
                .collect(),
        }
    }

    fn line(&self, line: &PlanLine) -> LineView {
        let handle = self.plan.handle(line);
        let w = self.w;
        let wrong = self.wrong.get(handle.as_str());
        let quantity = match wrong {
            Some(wrong) => wrong.typed.clone(),
            None => w.quantity(line.key.kind, line.change.to()).replace("€ ", ""),
        };
        let (state, sign) = state(line);
        let by_hand = line.decision.quantity.is_some_and(|quantity| quantity != line.computed);
        LineView {
            chosen: line.chosen,
            what: match (line.key.kind, line.factor) {
                (_, Some(factor)) => w.factor(&factor),
                (LineKind::Days, None) => w.t("Dagen", "Days").to_owned(),
                (LineKind::Hours, None) => w.t("Uren", "Hours").to_owned(),
                (LineKind::Wages, None) => w.t("Vergoeding", "Allowance").to_owned(),
            },
            quantity,
            computed: by_hand.then(|| w.quantity(line.key.kind, line.computed)),
            code: line.key.code,
            code_label: line.code_label.clone(),
            days_worked: line.days,
            per_day: line.per_day.map(|cents| w.euros(&cents.0)),
            sign,
            state,
            change: change(line, w),
            choices: choices(line, w),
            why: format!("{}&line={handle}", self.looking.address("why")),
            wrong: wrong.map(|wrong| format!("{} {}", wrong.typed, w.t(wrong.why.0, wrong.why.1))),
            editable: line.asked_for && !matches!(line.change, Change::Removed { .. }),
            handle,
        }
    }
}

fn is_worked(factor: loonbrug_domain::Factor) -> bool {
    factor == loonbrug_domain::Factor::WORKED
}

/// The class and the sign of a line's state.
fn state(line: &PlanLine) -> (&'static str, &'static str) {
    if line.needs_person() {
        return ("wait", "?");
    }
    if !line.chosen {
        return ("out", "–");
    }
    match line.change {
        Change::New { .. } => ("new", "+"),
        Change::Changed { .. } => ("changed", "→"),
        Change::Removed { .. } => ("removed", "−"),
        Change::Unchanged { .. } | Change::Agreed { .. } => ("same", "="),
        Change::PossiblyThere { .. } | Change::Drifted { .. } | Change::InDoubt { .. } => ("wait", "?"),
    }
}

fn change(line: &PlanLine, w: Words) -> String {
    let shown = |quantity: i64| w.quantity(line.key.kind, quantity);
    if line.decision.left_out && line.drift_choice().is_none() {
        return w.t("weggelaten", "left out").to_owned();
    }
    let text = match &line.change {
        Change::New { .. } => w.t("nieuw", "new").to_owned(),
        Change::Changed { from, to, .. } => format!("{} → {}", shown(*from), shown(*to)),
        Change::Removed { from, .. } => format!("{} {}", w.t("vervalt, was", "goes, was"), shown(*from)),
        Change::Agreed { .. } => w
            .t("staat zo al in Nmbrs, met de hand", "Nmbrs holds it already, by hand")
            .to_owned(),
        Change::Unchanged { .. } => w.t("ongewijzigd", "unchanged").to_owned(),
        Change::PossiblyThere { .. } => match line.decision.possibly_there {
            Some(LineDecisionKind::Adopt) => w.t("wordt van ons", "becomes ours").to_owned(),
            Some(LineDecisionKind::Leave) => w.t("blijft staan", "stays as it is").to_owned(),
            _ => w
                .t(
                    "Nmbrs houdt al een gelijke regel die niet van ons is",
                    "Nmbrs holds an equal row that is not ours",
                )
                .to_owned(),
        },
        Change::Drifted { theirs, ours, .. } => {
            let theirs = theirs.map_or_else(|| w.t("verwijderd", "removed").to_owned(), shown);
            let by_hand = w.t("in Nmbrs met de hand gewijzigd", "changed by hand in Nmbrs");
            format!("{by_hand}: {} → {theirs}", shown(*ours))
        }
        Change::InDoubt { .. } => w.t("uitkomst nog onzeker", "outcome not known yet").to_owned(),
    };
    match line.available.filter(|_| line.exceeds_balance()) {
        None => text,
        Some(available) => {
            let more = w.t("let op: meer dan het saldo van", "note: more than the balance of");
            format!("{text} · {more} {}", w.hours(&available))
        }
    }
}

/// The words that a person can say about a line, each with its consequence.
fn choices(line: &PlanLine, w: Words) -> Vec<(&'static str, &'static str)> {
    let pick = |dutch, english| w.language.pick(dutch, english);
    match &line.change {
        Change::PossiblyThere { .. } if line.chosen => vec![
            ("adopt", pick("Overnemen: wordt van ons", "Adopt: becomes ours")),
            ("add", pick("Toevoegen: erbij zetten", "Add: send ours beside it")),
            ("leave", pick("Laten staan", "Leave it")),
        ],
        Change::Drifted { .. } if line.drift_choice() != Some(DriftChoice::Ignore) => vec![
            (
                "take-over",
                pick("Overnemen: Nmbrs heeft gelijk", "Take over: Nmbrs is right"),
            ),
            (
                "restore",
                pick("Herstellen: wij hebben gelijk", "Restore: we are right"),
            ),
            ("ignore", pick("Zo laten", "Leave it so")),
        ],
        _ => Vec::new(),
    }
}

fn refused(line: &RefusedLine, w: Words) -> Said {
    let factor = line.factor.map(|factor| w.factor(&factor)).unwrap_or_default();
    let hours = line
        .hundredths
        .map(|hundredths| format!("{} {}", w.hours(&hundredths), w.t("u", "h")));
    let quantity = hours.or_else(|| Some(w.euros(&line.cents?))).unwrap_or_default();
    Said {
        person: line.person.clone(),
        what: format!("{factor} {quantity}").trim().to_owned(),
        why: reason(line, w),
    }
}

/// How far reading or sending is.
#[derive(Template)]
#[template(path = "progress.html")]
pub struct ProgressPage {
    shell: Shell,
    w: Words,
    sending: bool,
    text: String,
    done: usize,
    total: usize,
    began_at: Timestamp,
}

impl ProgressPage {
    /// Of work under way.
    pub fn of(looking: &Looking, what: &str, stand: &Stand, began_at: Timestamp) -> Self {
        let w = looking.guarded.w();
        Self {
            shell: looking.shell(),
            w,
            sending: what == "send",
            text: stand.words(&w),
            done: stand.done,
            total: stand.total,
            began_at,
        }
    }
}

/// A plan for which Nmbrs was not read yet, or could not be.
#[derive(Template)]
#[template(path = "unread.html")]
pub struct UnreadPage {
    shell: Shell,
    w: Words,
    asked: Asked,
    flow: Flow,
    action: String,
    failed: Option<String>,
}

impl UnreadPage {
    /// Of what was asked, with why it failed.
    pub fn of(looking: &Looking, failed: Option<String>) -> Self {
        Self {
            shell: looking.shell(),
            w: looking.guarded.w(),
            asked: looking.asked.clone(),
            flow: looking.span.flow,
            action: looking.address("read"),
            failed,
        }
    }
}
