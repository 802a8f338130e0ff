//! Values as they are typed on the command line.

use loonbrug_domain::access::Right;
use loonbrug_domain::calendar::parse_date;
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::notice::NoticeKind;
use loonbrug_domain::{Date, Factor, Frequency, HundredthHours, Minutes};

/// A date, Dutch or ISO.
pub fn date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| format!("{text} is not a date: write 01-04-2023 or 2023-04-01"))
}

/// A time of the day, `09:00` to `24:00`, in minutes after midnight.
pub fn time_of_day(text: &str) -> Result<i64, String> {
    let minutes = Minutes::parse(text)
        .ok()
        .filter(|minutes| (0..=24 * 60).contains(&minutes.0));
    minutes
        .map(|minutes| minutes.0)
        .ok_or_else(|| format!("{text} is not a time: write 09:00"))
}

/// A surcharge factor, such as 150.
pub fn factor(text: &str) -> Result<Factor, String> {
    Factor::parse(text).map_err(|error| error.to_string())
}

/// An e-mail address.
pub fn email(text: &str) -> Result<String, String> {
    let address = EmailAddress::parse(text).map_err(|error| error.to_string())?;
    Ok(address.as_str().to_owned())
}

/// The same as an address.
pub fn email_address(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|error| error.to_string())
}

/// A right, by its word.
pub fn right(text: &str) -> Result<Right, String> {
    let words = || {
        Right::ALL
            .iter()
            .map(|right| right.word())
            .collect::<Vec<_>>()
            .join(", ")
    };
    text.parse()
        .map_err(|()| format!("{text} is not a right; there are: {}", words()))
}

/// A kind of notice that programs hear of, by its word.
pub fn notice_kind(text: &str) -> Result<NoticeKind, String> {
    let for_programs = || NoticeKind::ALL.iter().filter(|kind| kind.is_for_programs());
    let words = || for_programs().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
    let found = for_programs().find(|kind| kind.word() == text).copied();
    found.ok_or_else(|| format!("{text} is not a kind of notice; there are: {}", words()))
}

/// `yes` or `no`, also in Dutch.
pub fn yes_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" | "ja" => Ok(true),
        "no" | "nee" => Ok(false),
        _ => Err(format!("{text} is not yes or no")),
    }
}

/// How often a company pays.
pub fn frequency(text: &str) -> Result<Frequency, String> {
    match text {
        "monthly" => Ok(Frequency::Monthly),
        "four-weekly" => Ok(Frequency::FourWeekly),
        "weekly" => Ok(Frequency::Weekly),
        _ => Err(format!("{text} is not monthly, four-weekly or weekly")),
    }
}

fn pair(text: &str) -> Result<(&str, &str), String> {
    text.split_once('=').ok_or_else(|| format!("{text} has no ="))
}

/// `150=6050`: a factor and its hour code.
pub fn hour_code(text: &str) -> Result<(Factor, i64), String> {
    let (factor, code) = pair(text)?;
    let factor = Factor::parse(factor).map_err(|error| error.to_string())?;
    Ok((factor, code.parse().map_err(|_| format!("{code} is not an hour code"))?))
}

/// `1001=0190…`: an employee number and a person.
pub fn link(text: &str) -> Result<(i64, PersonId), String> {
    let (number, person) = pair(text)?;
    let number = number
        .parse()
        .map_err(|_| format!("{number} is not an employee number"))?;
    Ok((
        number,
        person
            .parse()
            .map_err(|_| format!("{person} is not the id of a person"))?,
    ))
}

/// `3=12,50`: a line and its hours in hundredths.
pub fn quantity(text: &str) -> Result<(usize, i64), String> {
    let (line, hours) = pair(text)?;
    let hours = HundredthHours::parse(hours).map_err(|error| error.to_string())?;
    Ok((
        line.parse().map_err(|_| format!("{line} is not a line number"))?,
        hours.0,
    ))
}

/// `3=2190`: a line and an hour code.
pub fn code(text: &str) -> Result<(usize, i64), String> {
    let (line, code) = pair(text)?;
    let line = line.parse().map_err(|_| format!("{line} is not a line number"))?;
    Ok((line, code.parse().map_err(|_| format!("{code} is not an hour code"))?))
}

/// Hours such as `7,50` or `7:30`.
pub fn hours(text: &str) -> Result<HundredthHours, String> {
    HundredthHours::parse(text).map_err(|error| error.to_string())
}
