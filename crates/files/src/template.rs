//! Templates: a header and one example line.

use crate::columns::layout::LineLayout;

/// A CSV template with the Dutch header of a layout and one example line, separated by `;`.
#[must_use]
pub fn write_template(layout: LineLayout) -> String {
    let (header, example) = match layout {
        LineLayout::Shifts => (
            "personeelsnummer;naam;datum;begin;einde;pauze;groep",
            "42;Voorbeeld, A.;03-04-2023;09:00;17:30;30;Kassa",
        ),
        LineLayout::HoursLong => (
            "personeelsnummer;naam;periode_van;periode_tot;groep;soort;factor;aantal;dagen",
            "42;Voorbeeld, A.;01-04-2023;30-04-2023;Kassa;factor;150;12,50;3",
        ),
        LineLayout::HoursWide => (
            "personeelsnummer;naam;periode_van;periode_tot;groep;dagen;uren_normaal;uren_125;uren_150;uren_200;toeslaguren",
            "42;Voorbeeld, A.;01-04-2023;30-04-2023;Kassa;12;80,00;;12,50;4,00;16,50",
        ),
    };
    format!("{header}\r\n{example}\r\n")
}
