//! What a file brought.

use super::table;
use loonbrug_domain::Language;
use loonbrug_hub::import::ImportReport;

/// Faults first, then the difference with what is stored.
pub fn import(report: &ImportReport, language: Language) -> String {
    let mut text = vec![format!(
        "{}: {} {} · {} {} · {} {}",
        report.file,
        report.read_lines,
        language.pick("regels", "lines"),
        report.good_lines,
        language.pick("bruikbaar", "usable"),
        report.faults.len(),
        language.pick("niet bruikbaar", "not usable"),
    )];
    if !report.faults.is_empty() {
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
        text.push(table.to_string());
    }
    text.extend(report.warnings.iter().map(|warning| format!("! {warning}")));
    if !report.ignored_columns.is_empty() {
        text.push(format!(
            "{}: {}",
            language.pick("kolommen die niet gelezen worden", "columns that are not read"),
            report.ignored_columns.join(", ")
        ));
    }
    text.push(format!(
        "{} {} · {} {} · {} {} · {} {}",
        report.added,
        language.pick("nieuw", "new"),
        report.changed.len(),
        language.pick("gewijzigd", "changed"),
        report.removed.len(),
        language.pick("vervallen", "removed"),
        report.unchanged,
        language.pick("ongewijzigd", "unchanged"),
    ));
    text.extend(report.changed.iter().map(|one| format!("  {} → {}", one.from, one.to)));
    text.extend(
        report
            .removed
            .iter()
            .map(|one| format!("  {} {one}", language.pick("vervalt:", "goes:"))),
    );
    if !report.not_in_file.is_empty() {
        text.push(format!(
            "{}: {}",
            language.pick(
                "hebben uren op deze dagen maar staan niet in het bestand, blijven zoals ze zijn (--complete haalt ze weg)",
                "have hours on these days but are not in the file, are left as they are (--complete takes them away)",
            ),
            report.not_in_file.join(", ")
        ));
    }
    text.push(
        if report.stored {
            language.pick("opgeslagen", "stored")
        } else {
            language.pick("niets opgeslagen", "nothing stored")
        }
        .to_owned(),
    );
    text.join("\n")
}
