//! The flow of people under load: a whole company, then again with nothing changed.

use crate::arguments::People;
use crate::changed_rows::changed_rows;
use crate::figures::{Limit, Stretch};
use crate::memory::peak_kib;
use crate::stage::Stage;
use loonbrug_hub::people::{PeopleChoice, PeopleRun};
use std::collections::BTreeMap;
use std::fmt;
use url::Url;

/// The most calls of a sync, pages not counted.
const CALLS: u64 = 15;
/// The most memory, in mebibytes.
const MEMORY_MIB: u64 = 149;

/// What was measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// Employees that were read.
    pub employees: usize,
    /// People that were imported.
    pub imported: usize,
    /// The first sync.
    pub first: Stretch,
    /// The second sync, with nothing changed.
    pub second: Stretch,
    /// Rows that the second sync made, changed or removed, by table; the trace of the run itself left out.
    pub written_again: BTreeMap<String, u64>,
    /// The most memory that this process took, where the system tells.
    pub peak_kib: Option<u64>,
}

/// Measures against the sandbox at this address.
pub async fn measure(sandbox: &Url, options: &People) -> anyhow::Result<Figures> {
    let connecting = &options.connecting;
    let stage = Stage::set(sandbox, connecting, false).await?;
    let (done, first) = Stretch::of(&stage, connecting, Box::pin(sync(&stage))).await?;
    let (before, after) = (stage.folder.path().join("before"), stage.folder.path().join("after"));
    stage.hub.store.backup(&before).await?;
    let (_, second) = Stretch::of(&stage, connecting, Box::pin(sync(&stage))).await?;
    let peak_kib = peak_kib();
    stage.hub.store.backup(&after).await?;
    Ok(Figures {
        employees: done.plan.employees,
        imported: done.imported.len(),
        first,
        second,
        written_again: changed_rows(&before, &after)?,
        peak_kib,
    })
}

/// One sync that imports everybody who is new.
pub async fn sync(stage: &Stage) -> anyhow::Result<PeopleRun> {
    let choice = PeopleChoice {
        import_new: true,
        ..PeopleChoice::default()
    };
    Ok(stage.hub.apply_people(&stage.coupling, &choice).await?)
}

impl Figures {
    /// The limits of this flow, however large the company.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        let calls = |stretch: &Stretch| stretch.calls.total() - stretch.calls.pages();
        let mut limits = vec![
            Limit::new(
                "calls of the first sync, without further pages",
                calls(&self.first),
                CALLS,
            ),
            Limit::new(
                "calls of the second sync, without further pages",
                calls(&self.second),
                CALLS,
            ),
            Limit::new(
                "writes in Nmbrs",
                self.first.calls.writes() + self.second.calls.writes(),
                0,
            ),
            Limit::new("rows written by the second sync", self.written_again.values().sum(), 0),
        ];
        let memory = self.peak_kib.map(|kib| kib.div_ceil(1024));
        limits.extend(memory.map(|mib| Limit::new("peak resident memory, MiB", mib, MEMORY_MIB)));
        limits
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} employees read, {} people imported",
            self.employees, self.imported
        )?;
        for (name, stretch) in [("first sync", &self.first), ("second sync", &self.second)] {
            writeln!(f, "{name}, of which {} further pages: {stretch}", stretch.calls.pages())?;
        }
        for (table, rows) in &self.written_again {
            writeln!(f, "the second sync wrote {rows} rows of {table}")?;
        }
        self.peak_kib
            .map_or(Ok(()), |kib| writeln!(f, "peak resident memory {kib} KiB"))
    }
}
