//! What a file brought.

use super::table;
use loonbrug_domain::Language;
use loonbrug_hub::import::ImportReport;

/// Faults first, then the difference with what is stored.
pub fn import(report: &ImportReport, language: Language) -> String {
    let mut text = vec![language.pick(
        format!(
            "{}: {} regels · {} bruikbaar · {} niet bruikbaar",
            report.file,
            report.read_lines,
            report.good_lines,
            report.faults.len()
        ),
        format!(
            "{}: {} lines · {} usable · {} not usable",
            report.file,
            report.read_lines,
            report.good_lines,
            report.faults.len()
        ),
    )];
    text.extend(faults(report, language));
    text.extend(report.warnings.iter().map(|warning| format!("! {warning}")));
    if !report.ignored_columns.is_empty() {
        let columns = report.ignored_columns.join(", ");
        let what = language.pick("kolommen die niet gelezen worden", "columns that are not read");
        text.push(format!("{what}: {columns}"));
    }
    text.extend(difference(report, language));
    let stored = if report.stored {
        language.pick("opgeslagen", "stored")
    } else {
        language.pick("niets opgeslagen", "nothing stored")
    };
    text.push(stored.to_owned());
    text.join("\n")
}

fn faults(report: &ImportReport, language: Language) -> Option<String> {
    let headers = language.pick(
        ["Regel", "Kolom", "Waarde", "Waarom en wat te doen"],
        ["Line", "Column", "Value", "Why and what to do"],
    );
    let mut table = table(&headers, &[0]);
    for fault in &report.faults {
        table.add_row([
            fault.line.to_string(),
            fault.column.clone(),
            fault.value.clone(),
            fault.text.clone(),
        ]);
    }
    (!report.faults.is_empty()).then(|| table.to_string())
}

fn difference(report: &ImportReport, language: Language) -> Vec<String> {
    let (added, changed, removed, unchanged) = (
        report.added,
        report.changed.len(),
        report.removed.len(),
        report.unchanged,
    );
    let mut text = vec![language.pick(
        format!("{added} nieuw · {changed} gewijzigd · {removed} vervallen · {unchanged} ongewijzigd"),
        format!("{added} new · {changed} changed · {removed} removed · {unchanged} unchanged"),
    )];
    text.extend(report.changed.iter().map(|one| format!("  {} → {}", one.from, one.to)));
    text.extend(
        report
            .removed
            .iter()
            .map(|one| format!("  {} {one}", language.pick("vervalt:", "goes:"))),
    );
    if !report.not_in_file.is_empty() {
        let what = language.pick(
            "hebben uren op deze dagen maar staan niet in het bestand, blijven zoals ze zijn (--complete haalt ze weg)",
            "have hours on these days but are not in the file, are left as they are (--complete takes them away)",
        );
        text.push(format!("{what}: {}", report.not_in_file.join(", ")));
    }
    text
}
