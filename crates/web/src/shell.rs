//! What stands around every page: the way to everything else.

use crate::assets::{ADDRESSES, Addresses};
use crate::guard::{Guarded, Signed};
use crate::pages::own;
use crate::tour::Strip;
use crate::words::Words;
use loonbrug_domain::Language;
use loonbrug_domain::access::Right;
use loonbrug_store::Theme;

/// The parts of the work (navigation by task).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    /// What needs a person today.
    Today,
    /// People.
    People,
    /// Worked time.
    Hours,
    /// Who works when.
    Planning,
    /// Hour ledgers.
    Ledgers,
    /// Leave and sickness.
    Leave,
    /// Couplings.
    Couplings,
    /// What was done.
    History,
    /// How it is set up.
    Settings,
}

/// What stands around a page.
#[derive(Debug)]
pub struct Shell {
    /// Texts.
    pub w: Words,
    /// Title of the page.
    pub title: String,
    /// `light`, `dark`, or empty for what the machine says.
    pub theme: &'static str,
    /// Name of who is signed in; empty for nobody.
    pub user: String,
    /// Proves that a form came from here.
    pub token: String,
    /// The employer that the page is about.
    pub employer: Option<Employer>,
    /// Where one can go.
    pub links: Vec<Link>,
    /// Stylesheet and script.
    pub assets: &'static Addresses,
    /// The guided tour of a demonstration.
    pub tour: Option<Strip>,
    /// What was just done.
    pub notice: &'static str,
}

/// An employer, as it is chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Employer {
    /// The first part of the addresses of its pages.
    pub address: String,
    /// Name.
    pub name: String,
    /// Where something is found by a text: people and runs, or runs alone.
    pub find: String,
    /// What is found there.
    pub find_label: &'static str,
}

/// A way to a part of the work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Where.
    pub address: String,
    /// What it is called.
    pub label: &'static str,
    /// The letter after `g` that goes there.
    pub key: char,
    /// Whether one is there.
    pub current: bool,
}

/// A part of the work: its address, its letter, its right, its name in Dutch and English.
type Part = (Section, &'static str, char, Right, &'static str, &'static str);

const PARTS: &[Part] = &[
    (Section::Today, "today", 'v', Right::SeePlans, "Vandaag", "Today"),
    (Section::People, "people", 'p', Right::SeePeople, "Personeel", "People"),
    (Section::Hours, "hours", 'u', Right::SeeHours, "Uren", "Hours"),
    (
        Section::Planning,
        "planning",
        'l',
        Right::SeePlanning,
        "Planning",
        "Planning",
    ),
    (Section::Leave, "leave", 'o', Right::SeeLedgers, "Verlof", "Leave"),
    (
        Section::Ledgers,
        "ledgers",
        's',
        Right::SeeLedgers,
        "Urenverwerking",
        "Hour ledgers",
    ),
    (
        Section::Couplings,
        "couplings",
        'k',
        Right::SeePlans,
        "Koppelingen",
        "Couplings",
    ),
    (
        Section::History,
        "history",
        'h',
        Right::SeeHistory,
        "Geschiedenis",
        "History",
    ),
    (
        Section::Settings,
        "settings",
        'i',
        Right::ChangeSettings,
        "Instellingen",
        "Settings",
    ),
    // Whoever may change nothing may still read the log.
    (
        Section::Settings,
        "settings/audit",
        'i',
        Right::SeeAudit,
        "Logboek",
        "Audit log",
    ),
];

impl Shell {
    /// Around a page of one employer.
    pub fn at(guarded: &Guarded, section: Section, dutch: &str, english: &str) -> Self {
        let mut shell = Self::signed(&guarded.signed, dutch, english);
        if own::is_all(guarded) {
            shell.links = own::links(guarded, guarded.w(), "");
            return shell;
        }
        shell.links = links(guarded, section);
        shell.employer = Some(Employer {
            address: format!("/e/{}", guarded.id()),
            name: guarded.organisation.name.clone(),
            find: guarded.address(if guarded.may(Right::SeePeople) {
                "people"
            } else {
                "history"
            }),
            find_label: find_label(guarded),
        });
        shell
    }

    /// Around a page that is about no employer.
    pub fn signed(signed: &Signed, dutch: &str, english: &str) -> Self {
        let title = signed.w.t(dutch, english).to_owned();
        Self {
            theme: theme(signed.visitor.theme),
            user: signed.visitor.name.clone(),
            token: signed.visitor.csrf.clone(),
            tour: signed.tour.clone(),
            ..Self::nobody(signed.w, title)
        }
    }

    /// Around a page for whoever it may be.
    pub fn of_anybody(signed: Option<&Signed>) -> Self {
        match signed {
            Some(signed) => Self::signed(signed, "Dat ging niet", "That did not work"),
            None => Self::nobody(Words::new(Language::Dutch), "Dat ging niet".to_owned()),
        }
    }

    /// Around a page for somebody who is not signed in.
    pub fn nobody(w: Words, title: String) -> Self {
        Self {
            w,
            title,
            theme: "",
            user: String::new(),
            token: String::new(),
            employer: None,
            links: Vec::new(),
            assets: &ADDRESSES,
            tour: None,
            notice: "",
        }
    }

    /// With what was just done, by the word in the address.
    pub fn after(mut self, done: &str) -> Self {
        let w = self.w;
        self.notice = match done {
            "saved" => w.t("Bewaard.", "Saved."),
            "terminal-withdrawn" => w.t(
                "Ingetrokken. Deze apparaten klokken niet meer; stel er zo nodig een opnieuw in.",
                "Withdrawn. These devices clock no longer; set one up again where needed.",
            ),
            "linked" => w.t(
                "Gekoppeld. Je kunt voortaan met dit account inloggen.",
                "Linked. You can sign in with this account from now on.",
            ),
            "restored" => w.t("Teruggezet.", "Put back."),
            "unlinked" => w.t(
                "Losgemaakt. Met dit account kom je niet meer binnen.",
                "Unlinked. This account lets you in no longer.",
            ),
            "written" => w.t(
                "De proefmail is verstuurd. Kijk in je postvak.",
                "The trial letter was sent. Look in your mailbox.",
            ),
            "clocked-in" => w.t("Je bent ingeklokt.", "You are clocked in."),
            "clocked-already" => w.t(
                "Je had al geklokt. Hieronder staat hoe het nu is.",
                "You had clocked already. Below is how it stands now.",
            ),
            "clocked-out" => w.t(
                "Je bent uitgeklokt. Fijne dag!",
                "You are clocked out. Have a nice day!",
            ),
            "approved" => w.t("Goedgekeurd en geboekt.", "Approved and booked."),
            "rejected" => w.t("Afgewezen.", "Rejected."),
            "sick" => w.t("Ziek gemeld.", "Reported sick."),
            "changed" => w.t("Gewijzigd.", "Changed."),
            "recovered" => w.t("Hersteld gemeld.", "Reported recovered."),
            "asked" => w.t("Je aanvraag is verstuurd.", "Your request was sent."),
            "withdrawn" => w.t("Je aanvraag is ingetrokken.", "Your request was withdrawn."),
            "booked" => w.t("Geboekt.", "Booked."),
            "put-in" => w.t("Aangevraagd.", "Asked for."),
            "taken-back" => w.t("Ingetrokken.", "Withdrawn."),
            "already" => w.t(
                "Dit was al gedaan. Het is niet nog eens gedaan.",
                "This was done already. It was not done again.",
            ),
            "imported" => w.t("Personeel bijgewerkt.", "People brought up to date."),
            "nothing" => w.t("Er was niets te veranderen.", "There was nothing to change."),
            _ => "",
        };
        self
    }
}

/// The letters that go to parts of the work, and those parts; where a visitor sees fewer, those letters do nothing.
pub fn ways(w: Words) -> Vec<(char, &'static str)> {
    let mut ways: Vec<(char, &'static str)> = PARTS
        .iter()
        .map(|(_, _, key, _, dutch, english)| (*key, w.t(dutch, english)))
        .collect();
    ways.dedup_by_key(|(key, _)| *key);
    ways.push(('m', w.t("Mijn pagina", "My page")));
    ways
}

/// What the visitor can find by a text.
fn find_label(guarded: &Guarded) -> &'static str {
    let w = guarded.w();
    match (guarded.may(Right::SeePeople), guarded.may(Right::SeeHistory)) {
        (true, true) => w.t("Zoek een persoon of een run", "Find a person or a run"),
        (true, false) => w.t("Zoek een persoon", "Find a person"),
        (false, _) => w.t("Zoek een run", "Find a run"),
    }
}

const fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn links(guarded: &Guarded, section: Section) -> Vec<Link> {
    let allowed = PARTS.iter().filter(|part| guarded.may(part.3));
    let mut links: Vec<Link> = allowed
        .map(|(part, address, key, _, dutch, english)| Link {
            address: guarded.address(address),
            label: guarded.w().t(dutch, english),
            key: *key,
            current: *part == section,
        })
        .collect();
    links.dedup_by_key(|link| link.key);
    links.extend(own::way_in(guarded));
    links
}
