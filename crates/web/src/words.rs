//! Words, figures and dates as a person reads them, in Dutch or English.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::{Cents, Date, DateRange, Factor, HundredthHours, Language};
use loonbrug_hub::hours::Flow;
use std::borrow::Borrow;

/// Writes for one reader. Templates call it `w`.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The reader's language.
    pub language: Language,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call these, and hand on what they show by reference"
)]
impl Words {
    /// For a reader of this language.
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// The text in the reader's language.
    pub fn t<'a>(&self, dutch: &'a str, english: &'a str) -> &'a str {
        self.language.pick(dutch, english)
    }

    /// The code of the language, for `lang`.
    pub fn code(&self) -> &'static str {
        self.language.pick("nl", "en")
    }

    /// `05-03-2023`.
    pub fn date(&self, date: &Date) -> String {
        dutch_date(*date)
    }

    /// `2023-03-05`, as an input of dates takes it.
    pub fn iso(&self, date: &Date) -> String {
        date.to_string()
    }

    /// `01-04-2023 t/m 30-04-2023`.
    pub fn days(&self, range: &DateRange) -> String {
        let until = self.t("t/m", "to");
        format!("{} {until} {}", dutch_date(range.from), dutch_date(range.to))
    }

    /// `woensdag 17 mei 2023`.
    pub fn long_date(&self, date: &Date) -> String {
        let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        let pick = |dutch: &[&'static str], english: &[&'static str], place: usize| {
            self.language
                .pick(dutch, english)
                .get(place)
                .copied()
                .unwrap_or_default()
        };
        let weekday = pick(&WEEKDAYS_NL, &WEEKDAYS_EN, weekday);
        format!(
            "{weekday} {} {} {}",
            date.day(),
            pick(&MONTHS_NL, &MONTHS_EN, month),
            date.year()
        )
    }

    /// `wo`: the day of the week, short.
    pub fn weekday(&self, date: &Date) -> &'static str {
        let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        let days = self.language.pick(&WEEKDAYS_NL, &WEEKDAYS_EN);
        let short = self.language.pick(2, 3);
        days.get(weekday).and_then(|day| day.get(..short)).unwrap_or_default()
    }

    /// `17-05-2023 14:03:22`, in the Netherlands.
    pub fn moment(&self, at: &Timestamp) -> String {
        at.to_zoned(netherlands()).strftime("%d-%m-%Y %H:%M:%S").to_string()
    }

    /// `14:03:22`, in the Netherlands.
    pub fn time(&self, at: &Timestamp) -> String {
        at.to_zoned(netherlands()).strftime("%H:%M:%S").to_string()
    }

    /// `14:03`, in the Netherlands.
    pub fn clock(&self, at: &Timestamp) -> String {
        at.to_zoned(netherlands()).strftime("%H:%M").to_string()
    }

    /// `17-05 02:11`, in the Netherlands.
    pub fn day_and_time(&self, at: &Timestamp) -> String {
        at.to_zoned(netherlands()).strftime("%d-%m %H:%M").to_string()
    }

    /// `mei 2023`.
    pub fn month(&self, date: &Date) -> String {
        let names = self.language.pick(&MONTHS_NL, &MONTHS_EN);
        let place = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        format!("{} {}", names.get(place).copied().unwrap_or_default(), date.year())
    }

    /// `mei`: a month, short.
    pub fn short_month(&self, date: &Date) -> &'static str {
        let names = self.language.pick(&SHORT_MONTHS_NL, &SHORT_MONTHS_EN);
        let place = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        names.get(place).copied().unwrap_or_default()
    }

    /// Hundredths of an hour as `15,00`.
    pub fn hours(&self, hundredths: &i64) -> String {
        grouped(&HundredthHours(*hundredths).to_string())
    }

    /// Cents as `€ 4,50`.
    pub fn euros(&self, cents: &i64) -> String {
        grouped(&Cents(*cents).to_string())
    }

    /// `150%`.
    pub fn factor(&self, factor: &Factor) -> String {
        factor.to_string().replace(' ', "")
    }

    /// A quantity of a line in its unit.
    pub fn quantity(&self, kind: LineKind, quantity: i64) -> String {
        match kind {
            LineKind::Hours => self.hours(&quantity),
            LineKind::Wages => self.euros(&quantity),
            LineKind::Days => quantity.to_string(),
        }
    }

    /// What a flow is called.
    pub fn flow_title(&self, flow: &Flow) -> &'static str {
        flow.title(self.language)
    }

    /// Whom a flow is about.
    pub fn flow_about(&self, flow: &Flow) -> &'static str {
        flow.about(self.language)
    }

    /// `1 regel`, `18 regels`.
    pub fn lines(&self, count: impl Borrow<usize>) -> String {
        self.count(*count.borrow(), ("regel", "regels"), ("line", "lines"))
    }

    /// A count with its noun, one and more of it, in Dutch and English; for templates.
    pub fn several(
        &self,
        count: impl Borrow<usize>,
        one: &str,
        more: &str,
        one_english: &str,
        more_english: &str,
    ) -> String {
        self.count(*count.borrow(), (one, more), (one_english, more_english))
    }

    /// `1 dienst`, `18 diensten`.
    pub fn shifts(&self, count: impl Borrow<usize>) -> String {
        self.count(*count.borrow(), ("dienst", "diensten"), ("shift", "shifts"))
    }

    /// A count with its noun.
    pub fn count(&self, count: usize, dutch: (&str, &str), english: (&str, &str)) -> String {
        let (one, more) = self.language.pick(dutch, english);
        format!(
            "{} {}",
            grouped(&count.to_string()),
            if count == 1 { one } else { more }
        )
    }
}

fn netherlands() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)
}

const WEEKDAYS_NL: [&str; 7] = [
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];
const WEEKDAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const SHORT_MONTHS_NL: [&str; 12] = [
    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
];
const SHORT_MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const MONTHS_NL: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The whole part in groups of three: `1.234,50`.
fn grouped(figure: &str) -> String {
    let Some(first) = figure.find(|character: char| character.is_ascii_digit()) else {
        return figure.to_owned();
    };
    let (before, rest) = figure.split_at(first);
    let end = rest
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(rest.len());
    let (whole, after) = rest.split_at(end);
    let mut text = String::with_capacity(figure.len() + whole.len() / 3);
    text.push_str(before);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text.push_str(after);
    text
}

/// A quantity that a person typed, in hundredths: `15`, `15,5`, `1.234,50`. A point before one or two last digits is
/// refused when there is a comma too; without a comma it is taken as the decimal sign only where it can be nothing else.
pub fn parse_hundredths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (whole, decimals) = match (text.rsplit_once(','), text.rsplit_once('.')) {
        (Some((whole, decimals)), _) => (whole, decimals),
        (None, Some((whole, decimals))) if decimals.len() < 3 => (whole, decimals),
        (None, _) => (text, ""),
    };
    let negative = whole.starts_with('-');
    let whole = thousands(whole.trim_start_matches('-'))?;
    let decimals = match decimals.len() {
        0 if text.ends_with([',', '.']) => return None,
        0 => 0,
        1 => digits(decimals)? * 10,
        2 => digits(decimals)?,
        _ => return None,
    };
    let hundredths = whole.checked_mul(100)?.checked_add(decimals)?;
    Some(if negative { -hundredths } else { hundredths })
}

/// A whole number, with or without a point between groups of three.
fn thousands(text: &str) -> Option<i64> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let mut number = digits(first)?;
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        number = number.checked_mul(1000)?.checked_add(digits(group)?)?;
    }
    Some(number)
}

fn digits(text: &str) -> Option<i64> {
    let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_a_comma_and_groups_of_three() {
        let w = Words::new(Language::Dutch);
        assert_eq!(w.hours(&1_500), "15,00");
        assert_eq!(w.hours(&123_450), "1.234,50");
        assert_eq!(w.hours(&-500), "-5,00");
        assert_eq!(w.lines(1), "1 regel");
        assert_eq!(w.lines(10_000), "10.000 regels");
    }

    #[test]
    fn dates_are_written_out() {
        let date = Date::constant(2023, 5, 17);
        assert_eq!(Words::new(Language::Dutch).long_date(&date), "woensdag 17 mei 2023");
        assert_eq!(Words::new(Language::English).long_date(&date), "Wednesday 17 May 2023");
    }

    #[test]
    fn a_quantity_is_read_as_it_is_typed() {
        let read = ["15", "15,5", "15,50", "1.234,50", "62.5", "-1", "0,29", " 8,86 "];
        let expected = [1_500, 1_550, 1_550, 123_450, 6_250, -100, 29, 886];
        assert_eq!(read.map(|text| parse_hundredths(text).unwrap()), expected);
    }

    #[test]
    fn what_may_mean_two_things_is_no_quantity() {
        for text in [
            "",
            "1,234.50",
            "12.34,5",
            "1,5,5",
            "15,",
            "vijf",
            "1.5.5",
            "3,141",
            "99999999999999999999",
        ] {
            assert_eq!(parse_hundredths(text), None, "{text}");
        }
    }
}
