//! Onzeker: what was meant and what Nmbrs holds, side by side, with the evidence and a person's word.

use super::asked::{coupling_address, coupling_of};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::refusals::error_text;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use loonbrug_domain::access::Right;
use loonbrug_domain::difference::LineKind;
use loonbrug_hub::OpenCoupling;
use loonbrug_hub::hours::{ByHand, OpenDoubt};

#[derive(Template)]
#[template(path = "doubts.html")]
struct DoubtsPage {
    shell: Shell,
    w: Words,
    name: String,
    company: String,
    address: String,
    failed: Option<String>,
    said: bool,
    may_mend: bool,
    doubts: Vec<DoubtView>,
    waiting: Vec<DoubtView>,
}

struct DoubtView {
    mark: String,
    person: String,
    period: String,
    meant: String,
    note: String,
    before: Vec<String>,
    now: Vec<RowView>,
    choices: Vec<Choice>,
}

struct RowView {
    text: String,
    can_be_ours: bool,
}

/// What a person can say of it, with what follows.
struct Choice {
    word: &'static str,
    row: String,
    button: String,
    consequence: &'static str,
}

/// `GET …/couplings/{coupling}/doubts`: reads what Nmbrs holds now.
pub async fn show(guarded: Guarded, Path((_, name)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let mut shown = doubts_page(&guarded, &coupling).await;
    shown.said = fields.text("done") == "saved";
    page(&shown)
}

/// Reading Nmbrs may fail; the page says so and shows the way on.
async fn doubts_page(guarded: &Guarded, coupling: &OpenCoupling) -> DoubtsPage {
    let w = guarded.w();
    let mut shown = DoubtsPage {
        shell: Shell::at(guarded, Section::Couplings, "Onzekere regels", "Lines in doubt"),
        w,
        name: coupling.row.name.clone(),
        company: coupling.settings.company.name.clone(),
        address: coupling_address(guarded, &coupling.row.name, ""),
        failed: None,
        said: false,
        may_mend: guarded.may(Right::ChangeCouplings),
        doubts: Vec::new(),
        waiting: Vec::new(),
    };
    match guarded.hub().doubts(coupling).await {
        Ok(doubts) => {
            let (for_a_person, others): (Vec<_>, Vec<_>) = doubts.into_iter().partition(|doubt| doubt.for_a_person);
            shown.doubts = for_a_person.iter().map(|doubt| view(doubt, w)).collect();
            shown.waiting = others.iter().map(|doubt| view(doubt, w)).collect();
        }
        Err(error) => shown.failed = Some(error_text(&error, w.language)),
    }
    shown
}

fn view(doubt: &OpenDoubt, w: Words) -> DoubtView {
    let kind = LineKind::parse(&doubt.kind).unwrap_or(LineKind::Hours);
    let row = |(id, code, quantity): &(String, i64, i64)| RowView {
        text: row_text(kind, *code, *quantity, w),
        can_be_ours: doubt.candidates.contains(id),
    };
    DoubtView {
        mark: doubt.mark.clone(),
        person: doubt.person.clone(),
        period: doubt.period.clone(),
        meant: meant(doubt, kind, w),
        note: doubt.note.clone(),
        before: doubt.before.iter().map(|held| row(held).text).collect(),
        now: doubt.now.iter().map(row).collect(),
        choices: if doubt.for_a_person {
            choices(doubt, kind, w)
        } else {
            Vec::new()
        },
    }
}

fn row_text(kind: LineKind, code: i64, quantity: i64, w: Words) -> String {
    let quantity = w.quantity(kind, quantity);
    match kind {
        LineKind::Hours => format!("{quantity} {} {} {code}", w.t("u", "h"), w.t("op code", "on code")),
        LineKind::Days => format!("{quantity} {}", w.t("dagen", "days")),
        LineKind::Wages => format!("{quantity} {} {code}", w.t("op looncode", "on wage code")),
    }
}

fn meant(doubt: &OpenDoubt, kind: LineKind, w: Words) -> String {
    let action = match doubt.action.as_str() {
        "insert" => w.t("nieuw:", "new:"),
        "remove" => w.t("vervalt:", "goes:"),
        _ => w.t("wordt:", "becomes:"),
    };
    format!("{action} {}", row_text(kind, doubt.code, doubt.quantity, w))
}

fn choices(doubt: &OpenDoubt, kind: LineKind, w: Words) -> Vec<Choice> {
    let mut choices = Vec::new();
    if matches!(doubt.action.as_str(), "remove" | "set") {
        choices.push(Choice {
            word: "ours",
            row: String::new(),
            button: w.t("Het is gebeurd zoals bedoeld", "It was done as meant").to_owned(),
            consequence: w.t(
                "De regel telt als opgeslagen. Er wordt niets gestuurd.",
                "The line counts as saved. Nothing is sent.",
            ),
        });
    }
    let candidates = doubt.now.iter().filter(|(id, ..)| doubt.candidates.contains(id));
    let several = doubt.candidates.len() > 1;
    for (id, code, quantity) in candidates {
        let text = row_text(kind, *code, *quantity, w);
        let number = if several { format!(" ({id})") } else { String::new() };
        choices.push(Choice {
            word: "ours",
            row: id.clone(),
            button: format!("{}: {text}{number}", w.t("Deze is van ons", "This one is ours")),
            consequence: if several {
                w.t(
                    "Deze telt als opgeslagen; de andere regels blijven staan als werk van een ander en worden niet aangeraakt.",
                    "This one counts as saved; the other rows stay as somebody else's and are not touched.",
                )
            } else {
                w.t(
                    "De regel telt als opgeslagen. Er wordt niets gestuurd.",
                    "The line counts as saved. Nothing is sent.",
                )
            },
        });
    }
    if several {
        choices.push(Choice {
            word: "all",
            row: String::new(),
            button: w.t("Ze zijn allemaal van ons", "They are all ours").to_owned(),
            consequence: w.t(
                "Alle regels tellen als van ons; het volgende plan stelt voor weg te halen wat te veel is.",
                "All rows count as ours; the next plan proposes to take away what is too much.",
            ),
        });
    }
    choices.extend(other_choices(w));
    choices
}

fn other_choices(w: Words) -> [Choice; 2] {
    [
        Choice {
            word: "again",
            row: String::new(),
            button: w.t("Het staat er niet: opnieuw voorstellen", "It is not there: propose it again").to_owned(),
            consequence: w.t(
                "Het volgende plan heeft deze regel opnieuw als nieuw. Kies dit alleen als je in Nmbrs zag dat hij er niet staat: anders wordt dubbel betaald.",
                "The next plan has this line as new again. Choose this only if you saw in Nmbrs that it is not there: else it is paid twice.",
            ),
        },
        Choice {
            word: "leave",
            row: String::new(),
            button: w.t("Laten zoals het is", "Leave it as it is").to_owned(),
            consequence: w.t(
                "Wat Nmbrs houdt blijft staan. Voor deze regel wordt niets gestuurd tot de uren erachter veranderen.",
                "What Nmbrs holds stays. Nothing is sent for this line until the hours behind it change.",
            ),
        },
    ]
}

/// `POST …/couplings/{coupling}/doubts`: a person's word about one line.
pub async fn settle(guarded: Guarded, Path((_, name)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let coupling = coupling_of(&guarded, &name).await?;
    let word = match fields.text("do") {
        "ours" => ByHand::Ours(fields.filled("row").map(str::to_owned)),
        "all" => ByHand::AllOurs,
        "again" => ByHand::SendAgain,
        "leave" => ByHand::Leave,
        _ => return Err(Failure::NotFound),
    };
    match guarded
        .hub()
        .settle_by_hand(&coupling, fields.text("mark"), &word)
        .await
    {
        Ok(()) => Ok(go_to(&coupling_address(&guarded, &name, "/doubts?done=saved"))),
        Err(error) => {
            let mut shown = doubts_page(&guarded, &coupling).await;
            shown.failed = Some(error_text(&error, shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Language;

    fn doubt(action: &str, candidates: &[&str]) -> OpenDoubt {
        OpenDoubt {
            mark: "LB-4ad3349913".into(),
            person: "Joeri Kreuk".into(),
            state: "conflict",
            kind: "hours".into(),
            action: action.into(),
            code: 2100,
            quantity: 2_000,
            period: "2023-4".into(),
            note: String::new(),
            before: Vec::new(),
            now: vec![("7".into(), 2100, 2_000), ("8".into(), 2100, 2_000)],
            candidates: candidates.iter().map(|id| (*id).to_owned()).collect(),
            for_a_person: true,
        }
    }

    fn words(doubt: &OpenDoubt) -> Vec<&'static str> {
        let choices = choices(doubt, LineKind::Hours, Words::new(Language::Dutch));
        choices.iter().map(|choice| choice.word).collect()
    }

    #[test]
    fn only_rows_that_can_be_ours_are_offered_as_ours() {
        assert_eq!(words(&doubt("insert", &[])), ["again", "leave"]);
        assert_eq!(words(&doubt("insert", &["7"])), ["ours", "again", "leave"]);
        assert_eq!(
            words(&doubt("insert", &["7", "8"])),
            ["ours", "ours", "all", "again", "leave"]
        );
        assert_eq!(words(&doubt("remove", &[])), ["ours", "again", "leave"]);
    }

    #[test]
    fn what_was_meant_is_said_in_words() {
        let text = meant(&doubt("insert", &[]), LineKind::Hours, Words::new(Language::Dutch));
        assert_eq!(text, "nieuw: 20,00 u op code 2100");
    }
}
