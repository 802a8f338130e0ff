//! The story: link, import, plan, send, prove; send again, change one shift, send only that.

use super::held;
use super::stage::{COUPLING, Stage};
use crate::outcome::Outcome;
use crate::output::print_line;
use crate::tables;
use anyhow::Context as _;
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::hours::{Choice, HoursPlan, HoursRun};
use loonbrug_hub::import::{ImportChoice, ImportReport};
use loonbrug_hub::people::PeopleChoice;
use loonbrug_hub::{OpenCoupling, Refusal};
use serde_json::{Value, json};
use std::fs;

/// The shifts of the manual's nine people in April 2023.
const SHIFTS: &str = include_str!("uren-april-2023.csv");
/// One shift that turns out to have lasted an hour longer.
const SHIFT_BEFORE: &str = "1001;Thomas Lakeman;23-04-2023;12:00;17:00;";
const SHIFT_AFTER: &str = "1001;Thomas Lakeman;23-04-2023;12:00;18:00;";
const FILE: &str = "uren-april-2023.csv";
pub const APRIL: DateRange = DateRange {
    from: Date::constant(2023, 4, 1),
    to: Date::constant(2023, 4, 30),
};

/// Plays the story. What was done by an earlier run on the same database is not done again.
pub async fn play(stage: &Stage) -> anyhow::Result<Outcome> {
    let context = &stage.context;
    let mut told = Told::new(stage);
    let coupling = context.hub.coupling(COUPLING).await?;
    people_and_shifts(stage, &coupling, &mut told).await?;

    told.held("Nmbrs vooraf", "Nmbrs before").await?;
    told.heading("Plan", "Plan");
    let (plan, run) = send(stage, &coupling, &mut told, "first").await?;
    told.held("Nmbrs daarna", "Nmbrs afterwards").await?;

    told.heading("Nog een keer", "Once more");
    let (again, second) = send(stage, &coupling, &mut told, "second").await?;

    told.heading("Eén dienst duurde een uur langer", "One shift lasted an hour longer");
    let changed = import(stage, &coupling, &SHIFTS.replace(SHIFT_BEFORE, SHIFT_AFTER), true).await?;
    told.tell(
        "change",
        json!(changed.0),
        &tables::import(&changed.0, context.language),
    );
    told.refusal(changed.1.as_ref());
    let (difference, third) = send(stage, &coupling, &mut told, "third").await?;
    told.held("Nmbrs ten slotte", "Nmbrs in the end").await?;

    told.close()?;
    let sent_once = again.to_send().count() == 0 && difference.to_send().count() <= 2;
    let proven = [&run, &second, &third].iter().all(|run| run.run.state == "done");
    anyhow::ensure!(
        sent_once && proven && plan.refused.is_empty(),
        "the demonstration did not come out as it should"
    );
    Ok(Outcome::Done)
}

/// People and shifts only: what can be looked at and sent by hand.
pub async fn prepare(stage: &Stage) -> anyhow::Result<()> {
    let coupling = stage.context.hub.coupling(COUPLING).await?;
    people_and_shifts(stage, &coupling, &mut Told::new(stage)).await
}

async fn people_and_shifts(stage: &Stage, coupling: &OpenCoupling, told: &mut Told<'_>) -> anyhow::Result<()> {
    let context = &stage.context;
    told.heading("Mensen uit Nmbrs", "People out of Nmbrs");
    let choice = PeopleChoice {
        import_new: true,
        ..PeopleChoice::default()
    };
    let people = context.hub.apply_people(coupling, &choice).await?;
    told.tell("people", json!(people), &tables::people_run(&people, context.language));

    told.heading(
        "Diensten van april 2023 uit een bestand",
        "Shifts of April 2023 from a file",
    );
    // In a database that is kept, a later file has changed a shift: that change stays.
    let first = import(stage, coupling, SHIFTS, false).await?;
    told.tell("import", json!(first.0), &tables::import(&first.0, context.language));
    told.refusal(first.1.as_ref());
    Ok(())
}

async fn import(
    stage: &Stage,
    coupling: &OpenCoupling,
    text: &str,
    replace: bool,
) -> anyhow::Result<(ImportReport, Option<Refusal>)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(FILE);
    fs::write(&path, text).context("the file of the demonstration")?;
    let file = loonbrug_files::read(&path, None)?;
    let choice = ImportChoice {
        replace,
        language: stage.context.language,
        ..ImportChoice::default()
    };
    Ok(stage
        .context
        .hub
        .import_hours(coupling.organisation(), &file, choice)
        .await?)
}

async fn send(
    stage: &Stage,
    coupling: &OpenCoupling,
    told: &mut Told<'_>,
    name: &str,
) -> anyhow::Result<(HoursPlan, HoursRun)> {
    let hub = &stage.context.hub;
    let span = hub.span(coupling, APRIL, None)?;
    let plan = hub.plan_hours(coupling, span).await?;
    told.tell(
        &format!("{name}_plan"),
        json!(plan),
        &tables::plan(&plan, stage.context.language),
    );
    let choice = Choice {
        fingerprint: Some(plan.fingerprint.clone()),
    };
    let run = hub.apply_hours(coupling, span, &choice).await?;
    let data = json!({ "run": run.run.id, "state": run.run.state, "postings": run.report.counts, "proof": run.proof });
    told.heading("Opslaan in Nmbrs", "Save in Nmbrs");
    told.tell(
        &format!("{name}_run"),
        data,
        &tables::hours_run(&run, stage.context.language),
    );
    Ok((plan, run))
}

/// What was told so far: printed as it comes, or as one JSON document at the end.
struct Told<'a> {
    stage: &'a Stage,
    chapter: usize,
    data: serde_json::Map<String, Value>,
    as_json: bool,
}

impl<'a> Told<'a> {
    fn new(stage: &'a Stage) -> Self {
        Self {
            stage,
            chapter: 0,
            data: serde_json::Map::new(),
            as_json: stage.context.prints_json(),
        }
    }

    fn heading(&mut self, dutch: &str, english: &str) {
        self.chapter += 1;
        if !self.as_json {
            print_line(&format!(
                "\n{}. {}\n",
                self.chapter,
                self.stage.context.say(dutch, english)
            ));
        }
    }

    fn tell(&mut self, name: &str, data: Value, words: &str) {
        if !self.as_json {
            print_line(words);
        }
        self.data.insert(name.to_owned(), data);
    }

    fn refusal(&self, refusal: Option<&Refusal>) {
        if let (Some(refusal), false) = (refusal, self.as_json) {
            print_line(&refusal.text(self.stage.context.language));
        }
    }

    async fn held(&mut self, dutch: &str, english: &str) -> anyhow::Result<()> {
        let (rows, days) = (
            held::hours(&self.stage.running).await?,
            held::days(&self.stage.running).await?,
        );
        let words = format!(
            "\n{}: {}",
            self.stage.context.say(dutch, english),
            held::brief(&rows, &days, self.stage.context.language)
        );
        self.tell(
            &english.to_lowercase().replace(' ', "_"),
            json!({ "hours": rows, "days": days }),
            &words,
        );
        Ok(())
    }

    fn close(&self) -> anyhow::Result<()> {
        if self.as_json {
            print_line(&serde_json::to_string_pretty(&self.data)?);
        }
        Ok(())
    }
}
