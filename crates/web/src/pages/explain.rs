//! "Waarom?": why a figure is what it is, down to shifts and rules.

use super::asked::{Asked, coupling_of};
use crate::answer::{Answer, Failure, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::shell::{Section, Shell};
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use loonbrug_domain::explain::{Explanation, Fact};

#[derive(Template)]
#[template(path = "explain.html")]
struct ExplainPage {
    shell: Shell,
    w: Words,
    tree: Branch,
    back: String,
    /// The same hours under other rules.
    other_rules: Option<String>,
}

/// Width of a day's drawing without its margins, in the units of the picture.
const DRAWN_WIDTH: i64 = 680;
/// Room for the first and the last hour.
const MARGIN: i64 = 20;

/// One fact and what it follows from.
#[derive(Template)]
#[template(path = "branch.html")]
struct Branch {
    text: String,
    kind: &'static str,
    day: Option<Day>,
    because: Vec<Branch>,
    is_open: bool,
}

/// A shift drawn on its day: positions in minutes after midnight.
struct Day {
    label: String,
    from: i64,
    until: i64,
    marks: Vec<i64>,
    pieces: Vec<Piece>,
}

struct Piece {
    from: i64,
    width: i64,
    class: &'static str,
    label: String,
}

/// `GET …/why`: of a line of a plan.
pub async fn line(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let coupling = coupling_of(&guarded, &name).await?;
    let asked = Asked::of(&fields)?;
    let span = asked.span(&guarded, &coupling)?;
    let open = site.plans.get((coupling.id(), span)).ok_or(Failure::Wrong(
        "Dit plan is niet meer open. Ga terug en selecteer het personeel opnieuw.",
        "This plan is not open any more. Go back and select the people again.",
    ))?;
    let plan = open.plan();
    let line = plan.lines.iter().find(|line| plan.handle(line) == fields.text("line"));
    let line = line.ok_or(Failure::NotFound)?;
    let explanation = guarded.hub().explain_planned(&coupling, span, line).await?;
    let back = super::asked::coupling_address(&guarded, &name, &format!("/plan?{}", asked.query()));
    let shell = Shell::at(&guarded, Section::Couplings, "Waarom?", "Why?");
    let other_rules = Some(super::what_if::address(&guarded, &name, &asked, &line.person));
    page(&ExplainPage {
        other_rules,
        ..ExplainPage::of(shell, &explanation, back)
    })
}

/// `GET …/why/{mark}`: of something that was sent.
pub async fn mark(guarded: Guarded, Path((_, mark)): Path<(String, String)>) -> Answer {
    must_be_own(&guarded, &mark).await?;
    let explanation = guarded.hub().explain_mark(&mark).await?;
    show(&guarded, Section::History, &explanation, guarded.address("history"))
}

/// Refuses the mark of a posting of another employer, as one that does not exist.
async fn must_be_own(guarded: &Guarded, mark: &str) -> Result<(), Failure> {
    let posting = guarded.hub().store.posting_with_mark(mark).await?;
    if posting.is_some_and(|posting| posting.organisation == guarded.id()) {
        return Ok(());
    }
    Err(Failure::NotFound)
}

fn show(guarded: &Guarded, section: Section, explanation: &Explanation, back: String) -> Answer {
    let shell = Shell::at(guarded, section, "Waarom?", "Why?");
    show_in(shell, explanation, back)
}

/// An explanation within a page.
pub(super) fn show_in(shell: Shell, explanation: &Explanation, back: String) -> Answer {
    page(&ExplainPage::of(shell, explanation, back))
}

impl ExplainPage {
    fn of(shell: Shell, explanation: &Explanation, back: String) -> Self {
        let w = shell.w;
        Self {
            shell,
            w,
            tree: Branch::of(explanation, w, 0),
            back,
            other_rules: None,
        }
    }
}

impl Branch {
    fn of(explanation: &Explanation, w: Words, depth: usize) -> Self {
        let day = Day::of(explanation, w);
        Self {
            text: explanation.fact.text(w.language),
            kind: kind(&explanation.fact),
            because: explanation
                .because
                .iter()
                .map(|branch| Self::of(branch, w, depth + 1))
                .collect(),
            is_open: depth < 2,
            day,
        }
    }
}

const fn kind(fact: &Fact) -> &'static str {
    match fact {
        Fact::Line { .. } | Fact::Posting { .. } => "figure",
        Fact::ByHand { .. } | Fact::ChangedSince { .. } => "note",
        Fact::Rule { .. } => "rule",
        _ => "fact",
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates hand on what they show by reference"
)]
impl Day {
    fn of(explanation: &Explanation, w: Words) -> Option<Self> {
        let Fact::Shift {
            start_minute,
            end_minute,
            ..
        } = explanation.fact
        else {
            return None;
        };
        let from = (start_minute - 60).max(0) / 60 * 60;
        let until = (end_minute + 119) / 60 * 60;
        let pieces: Vec<Piece> = explanation
            .because
            .iter()
            .filter_map(|branch| Piece::of(&branch.fact, w))
            .collect();
        (!pieces.is_empty()).then(|| Self {
            label: explanation.fact.text(w.language),
            from,
            until,
            marks: (from / 60..=until / 60)
                .filter(|hour| hour % 2 == 0)
                .map(|hour| hour * 60)
                .collect(),
            pieces,
        })
    }

    /// Where a minute is drawn.
    fn x(&self, minute: &i64) -> i64 {
        MARGIN + (minute - self.from) * DRAWN_WIDTH / (self.until - self.from).max(1)
    }

    /// How wide minutes are drawn.
    fn wide(&self, minutes: &i64) -> i64 {
        minutes * DRAWN_WIDTH / (self.until - self.from).max(1)
    }

    fn hour(&self, minute: &i64) -> i64 {
        // Beyond midnight the axis goes on with the hours of the next day.
        (minute.max(&self.from)) / 60 % 24
    }
}

impl Piece {
    fn of(fact: &Fact, w: Words) -> Option<Self> {
        let Fact::Piece {
            from_minute,
            to_minute,
            factor,
            ..
        } = fact
        else {
            return None;
        };
        let class = match factor.0 {
            0..=10_000 => "plain",
            10_001..=15_000 => "half",
            15_001.. => "double",
        };
        Some(Self {
            from: *from_minute,
            width: to_minute - from_minute,
            class,
            label: w.factor(factor),
        })
    }
}
