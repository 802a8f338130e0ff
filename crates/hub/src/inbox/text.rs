//! What waits, and what to do about it, in words.

use super::{Open, OpenItem};
use loonbrug_domain::{Frequency, Language, PayPeriod};

/// The months, as they are written in the middle of a sentence.
const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

impl Open {
    /// What waits, in a few words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let count = self.count;
        match &self.what {
            OpenItem::Paused { reason } => {
                let still = language.pick("staat stil", "stands still");
                format!("{still}: {}", reason.text(language))
            }
            OpenItem::Conflicts { period } => of_period(*period, language, || {
                let (dutch, english) = ("wachten op een beslissing", "wait for a decision");
                counted(count, ("regel", "regels"), ("line", "lines"), language) + " " + language.pick(dutch, english)
            }),
            OpenItem::InDoubt { period } => of_period(*period, language, || {
                let (dutch, english) = ("onzeker", "in doubt");
                counted(count, ("regel", "regels"), ("line", "lines"), language) + " " + language.pick(dutch, english)
            }),
            OpenItem::Differs { period } => of_period(*period, language, || {
                let dutch = "Nmbrs houdt iets anders dan verstuurd is";
                language
                    .pick(dutch, "Nmbrs holds something else than was sent")
                    .to_owned()
            }),
            OpenItem::Run { range, state, .. } => format!("{range}: {}", state_text(state, language)),
            OpenItem::PeopleRun { state } => {
                let what = language.pick("bijwerken van personeel", "synchronising people");
                format!("{what}: {}", state_text(state, language))
            }
            OpenItem::ToSend { period, people, lines } => {
                let (name, shifts) = (period_name(*period, language), hours_text(count, *lines, language));
                let people = counted(*people, ("persoon", "mensen"), ("person", "people"), language);
                language.pick(
                    format!("{name} klaar om te versturen: {shifts} van {people}"),
                    format!("{name} ready to send: {shifts} of {people}"),
                )
            }
            OpenItem::SoapEnds { days_left } => language.pick(
                format!("de SOAP-interface van Nmbrs stopt over {days_left} dagen (1 maart 2027)"),
                format!("Nmbrs ends SOAP in {days_left} days (1 March 2027)"),
            ),
            _ => self.text_of_people(language),
        }
    }

    fn text_of_people(&self, language: Language) -> String {
        let (dutch, english) = match self.what {
            OpenItem::OddFigures => (
                ("opvallend cijfer", "opvallende cijfers"),
                ("odd figure", "odd figures"),
            ),
            OpenItem::ClockEvents => (
                ("klokregistratie zonder dienst", "klokregistraties zonder dienst"),
                ("clock event without a shift", "clock events without a shift"),
            ),
            OpenItem::UnknownBadges => (
                (
                    "klokregistratie met een onbekende badge",
                    "klokregistraties met een onbekende badge",
                ),
                ("clock event of an unknown badge", "clock events of unknown badges"),
            ),
            OpenItem::ShiftsSubmitted => (
                ("dienst wacht op goedkeuring", "diensten wachten op goedkeuring"),
                ("shift waits for approval", "shifts wait for approval"),
            ),
            OpenItem::ShiftsOpen => (
                ("dienst is nog niet ingediend", "diensten zijn nog niet ingediend"),
                ("shift is not submitted yet", "shifts are not submitted yet"),
            ),
            OpenItem::LeaveRequested => (
                ("verlofaanvraag", "verlofaanvragen"),
                ("leave request", "leave requests"),
            ),
            OpenItem::PayoutsRequested => (
                ("aangevraagde uitbetaling", "aangevraagde uitbetalingen"),
                ("requested payout", "requested payouts"),
            ),
            OpenItem::Undelivered => (
                ("melding is niet bezorgd", "meldingen zijn niet bezorgd"),
                ("notice was not delivered", "notices were not delivered"),
            ),
            _ => (
                (
                    "medewerker in Nmbrs is nog niet gekoppeld",
                    "medewerkers in Nmbrs zijn nog niet gekoppeld",
                ),
                (
                    "employee in Nmbrs is not linked yet",
                    "employees in Nmbrs are not linked yet",
                ),
            ),
        };
        counted(self.count, dutch, english, language)
    }

    /// What to do about it, in a sentence.
    #[must_use]
    pub fn to_do(&self, language: Language) -> &'static str {
        let (dutch, english) = match &self.what {
            OpenItem::Paused { .. } => (
                "Herstel wat er staat en laat de koppeling verdergaan.",
                "Mend what it says and let the coupling go on.",
            ),
            OpenItem::Conflicts { .. } => (
                "Bekijk wat Nmbrs houdt en beslis per regel.",
                "Look at what Nmbrs holds and decide per line.",
            ),
            OpenItem::InDoubt { .. } => (
                "Verstuur opnieuw: eerst wordt teruggelezen wat Nmbrs houdt.",
                "Send again: what Nmbrs holds is read back first.",
            ),
            OpenItem::Differs { .. } => (
                "Bekijk het verschil en kies: overnemen, herstellen of laten staan.",
                "Look at the difference and choose: take over, restore or leave.",
            ),
            OpenItem::Run { .. } => ("Bekijk het plan van deze dagen.", "Look at the plan of these days."),
            OpenItem::PeopleRun { .. } => ("Werk het personeel opnieuw bij.", "Synchronise the people again."),
            OpenItem::ToSend { .. } => (
                "Bekijk het plan en sla het op in Nmbrs.",
                "Look at the plan and send it to Nmbrs.",
            ),
            OpenItem::OddFigures => (
                "Bekijk ze en accepteer wat klopt; tot dan blijven hun uren achter.",
                "Look at them and accept what is right; until then their hours stay behind.",
            ),
            OpenItem::ClockEvents => (
                "Vul aan wat vergeten is, of verwerp het.",
                "Complete what was forgotten, or dismiss it.",
            ),
            OpenItem::UnknownBadges => ("Zeg van wie de badge is.", "Say whose badge it is."),
            OpenItem::ShiftsSubmitted => ("Keur ze goed of wijs ze af.", "Approve or reject them."),
            OpenItem::ShiftsOpen => ("Dien ze in of keur ze goed.", "Submit or approve them."),
            OpenItem::LeaveRequested | OpenItem::PayoutsRequested => ("Keur goed of wijs af.", "Approve or reject."),
            OpenItem::NotLinked => ("Importeer of koppel ze.", "Import or link them."),
            OpenItem::Undelivered => ("Bekijk waarom, en probeer het opnieuw.", "Look why, and try again."),
            OpenItem::SoapEnds { .. } => ("Stap over van token naar inloggen.", "Move from token to log-in."),
        };
        language.pick(dutch, english)
    }
}

fn counted(count: i64, dutch: (&str, &str), english: (&str, &str), language: Language) -> String {
    let (one, more) = language.pick(dutch, english);
    format!("{count} {}", if count == 1 { one } else { more })
}

/// `2 diensten`, `3 urenregels`, or both.
fn hours_text(count: i64, lines: i64, language: Language) -> String {
    let shifts = counted(count - lines, ("dienst", "diensten"), ("shift", "shifts"), language);
    let lines_text = counted(
        lines,
        ("urenregel", "urenregels"),
        ("line of hours", "lines of hours"),
        language,
    );
    match (count - lines, lines) {
        (_, 0) => shifts,
        (0, _) => lines_text,
        _ => format!("{shifts} {} {lines_text}", language.pick("en", "and")),
    }
}

fn of_period(period: PayPeriod, language: Language, what: impl Fn() -> String) -> String {
    format!("{}: {}", period_name(period, language), what())
}

/// `april 2023`, or `periode 4 · 2023` where a period is no month.
pub(crate) fn period_name(period: PayPeriod, language: Language) -> String {
    let month = MONTHS.get(usize::from(period.number).saturating_sub(1));
    match (period.frequency, month) {
        (Frequency::Monthly, Some((dutch, english))) => format!("{} {}", language.pick(dutch, english), period.year),
        _ => format!(
            "{} {} · {}",
            language.pick("periode", "period"),
            period.number,
            period.year
        ),
    }
}

fn state_text(state: &str, language: Language) -> &'static str {
    match state {
        "failed" => language.pick("mislukt", "failed"),
        "running" => language.pick("afgebroken", "broken off"),
        _ => language.pick("regels voor jou", "lines for you"),
    }
}
