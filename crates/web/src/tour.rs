//! The guided tour of a demonstration: a strip on the real pages, one step for each kind of page. The page that is shown
//! says which step it is; where a page is none of them, a cookie says how far somebody came, and that they closed it.

use crate::guard::{Signed, cookie_named};
use axum::http::HeaderMap;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::{DateRange, Language};

/// Name of the cookie.
pub const COOKIE: &str = "tour";
/// What the cookie says when the tour was closed.
pub const CLOSED: &str = "closed";

/// What a tour goes along.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tour {
    /// The employer.
    pub organisation: OrganisationId,
    /// Name of its coupling.
    pub coupling: String,
    /// The days whose hours are sent.
    pub days: DateRange,
    /// Whose own page is shown.
    pub person: PersonId,
    /// The log-in of that person.
    pub email: String,
}

/// One step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// What needs a person.
    Today,
    /// The coupling.
    Coupling,
    /// The plan, and sending it.
    Plan,
    /// What Nmbrs holds afterwards.
    Proof,
    /// Why a figure is what it is.
    Why,
    /// The page of an employee.
    Phone,
}

impl Step {
    const ALL: [Self; 6] = [
        Self::Today,
        Self::Coupling,
        Self::Plan,
        Self::Proof,
        Self::Why,
        Self::Phone,
    ];

    /// The word in addresses and in the cookie.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Coupling => "coupling",
            Self::Plan => "plan",
            Self::Proof => "proof",
            Self::Why => "why",
            Self::Phone => "phone",
        }
    }

    /// The step of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }

    /// The step after it; the last has none.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// From 1.
    fn number(self) -> usize {
        1 + Self::ALL.into_iter().position(|step| step == self).unwrap_or_default()
    }

    /// The step that a page of the employer belongs to.
    fn of_page(path: &str, organisation: OrganisationId) -> Option<Self> {
        let path = path.split(['?', '#']).next()?;
        let page = path.strip_prefix(&format!("/e/{organisation}/"))?;
        let parts: Vec<&str> = page.split('/').collect();
        match parts[..] {
            ["today"] => Some(Self::Today),
            ["couplings", _] => Some(Self::Coupling),
            ["couplings", _, "plan" | "send"] => Some(Self::Plan),
            ["couplings", _, "why"] | ["why", _] => Some(Self::Why),
            ["history", _] => Some(Self::Proof),
            ["me", ..] => Some(Self::Phone),
            _ => None,
        }
    }

    fn title(self, language: Language) -> &'static str {
        match self {
            Self::Today => language.pick("Vandaag", "Today"),
            Self::Coupling => language.pick("De koppeling", "The coupling"),
            Self::Plan => language.pick("Het plan", "The plan"),
            Self::Proof => language.pick("Het bewijs", "The proof"),
            Self::Why => language.pick("Waarom?", "Why?"),
            Self::Phone => language.pick("De telefoon", "The phone"),
        }
    }

    /// What there is to see, and for whoever is not there yet the way to it.
    fn text(self, tour: &Tour, language: Language, is_here: bool) -> String {
        let (dutch, english) = match self {
            Self::Today => (
                "Hier staat wat vandaag iemand vraagt, en hoe elke koppeling ervoor staat. De cijfers zijn van een handleiding en Nmbrs is een oefen-Nmbrs: je kunt niets stukmaken.",
                "Here stands what asks for somebody today, and how each coupling is. The figures are those of a manual and Nmbrs is one to practise on: you can break nothing.",
            ),
            Self::Coupling => (
                "Kies bij de 0-urencontracten de dagen en druk op Selecteer personeel. Nmbrs wordt gelezen; er wordt niets verstuurd.",
                "Choose the days at the zero-hours contracts and press Select people. Nmbrs is read; nothing is sent.",
            ),
            Self::Plan => (
                "Wat Nmbrs nu houdt en wat het wordt, regel voor regel. Vink uit wat moet wachten, typ een ander aantal of een andere code, en sla op in Nmbrs: je ziet eerst de totalen nog eens.",
                "What Nmbrs holds now and what it will hold, line by line. Untick what should wait, type another quantity or code, and save in Nmbrs: you see the totals once more first.",
            ),
            Self::Proof => (
                "Geschiedenis houdt van elke keer wat verstuurd is, met ernaast wat Nmbrs daarna hield. Staat hier nog niets, sla dan eerst het plan op.",
                "The history keeps of each time what was sent, and beside it what Nmbrs held afterwards. Is nothing here yet, then save the plan first.",
            ),
            Self::Why => (
                "Achter elk cijfer staat waarom?: de diensten, de pauzes, de regels die golden, en wie het goedkeurde.",
                "Behind each figure stands why?: the shifts, the breaks, the rules that held, and who approved it.",
            ),
            Self::Phone => (
                "Een medewerker ziet op de telefoon alleen zichzelf: klokken, uren met waarom?, verlof en saldi.",
                "On the phone an employee sees only themselves: clock, hours with why?, leave and balances.",
            ),
        };
        let text = language.pick(dutch, english);
        if self != Self::Phone || is_here {
            return text.to_owned();
        }
        let email = &tour.email;
        language.pick(
            format!("{text} Log uit en log in als {email} om het te zien."),
            format!("{text} Sign out and sign in as {email} to see it."),
        )
    }
}

/// What the strip shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strip {
    /// The step.
    pub step: Step,
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// What the step is called.
    pub title: &'static str,
    /// What there is to see.
    pub text: String,
    /// Whether this is a page of the step.
    pub is_here: bool,
    /// The page that is shown.
    pub page: String,
}

impl Strip {
    /// On a page, for whoever looks at it: nothing once it was closed, and of an employee nothing but the last step.
    pub fn on(tour: &Tour, signed: &Signed, page: String, headers: &HeaderMap) -> Option<Self> {
        let kept = cookie_named(headers, COOKIE).unwrap_or_default();
        if kept == CLOSED {
            return None;
        }
        let here = Step::of_page(&page, tour.organisation);
        let sees_plans = signed.visitor.has(Right::SeePlans, tour.organisation);
        let step = here.or_else(|| Step::parse(kept)).unwrap_or(Step::Today);
        if !(sees_plans || here == Some(Step::Phone)) {
            return None;
        }
        let (language, is_here) = (signed.w.language, here == Some(step));
        Some(Self {
            step,
            number: step.number(),
            count: Step::ALL.len(),
            title: step.title(language),
            text: step.text(tour, language, is_here),
            is_here,
            page,
        })
    }

    /// Whether the text is said whole: on its page, and of the phone, to which no link leads whoever is somebody else.
    pub fn says_all(&self) -> bool {
        self.is_here || self.step == Step::Phone
    }

    /// Whether another step comes after it.
    pub fn has_next(&self) -> bool {
        self.step.next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn step(page: &str) -> Option<Step> {
        let organisation = OrganisationId(Uuid::nil());
        Step::of_page(&format!("/e/{organisation}/{page}"), organisation)
    }

    #[test]
    fn a_page_says_which_step_it_is() {
        let pages = [
            "today?done=saved",
            "couplings/modehuis",
            "couplings/modehuis/plan?flow=hours",
            "couplings/modehuis/send?flow=hours",
            "history/018815e5",
            "couplings/modehuis/why?line=1",
            "why/LB-1",
            "me/hours",
        ];
        let steps = [
            Step::Today,
            Step::Coupling,
            Step::Plan,
            Step::Plan,
            Step::Proof,
            Step::Why,
            Step::Why,
            Step::Phone,
        ];
        assert_eq!(pages.map(|page| step(page).unwrap()), steps);
        assert_eq!(["people", "couplings", "history"].map(step), [None; 3]);
        assert_eq!(Step::of_page("/today", OrganisationId(Uuid::nil())), None);
    }

    #[test]
    fn steps_follow_each_other_to_the_last() {
        let mut walked = vec![Step::Today];
        while let Some(next) = walked.last().and_then(|step| step.next()) {
            walked.push(next);
        }
        assert_eq!(walked, Step::ALL);
        assert!(walked.iter().all(|step| Step::parse(step.word()) == Some(*step)));
    }
}
