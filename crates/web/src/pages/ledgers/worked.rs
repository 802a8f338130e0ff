//! `GET …/ledgers/worked`: what was worked beside the contract hours, week by week or month by month.

use super::bars::Bars;
use super::parts::{Part, parts};
use super::stretches::{Asked, Step};
use crate::answer::{Answer, page};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::paging::{Leaf, Paging};
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::DateRange;
use loonbrug_hub::ledgers::{AgainstContract, HoursAgainstContract, PersonAgainstContract};
use loonbrug_hub::people::display_name;
use url::form_urlencoded::byte_serialize;

/// People on one page.
const ON_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "worked.html")]
struct WorkedPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    ways: Ways,
    asked: Asked,
    groups: Vec<String>,
    /// Name and ledger of the one who is looked at.
    person: Option<(String, String)>,
    bars: Option<Bars>,
    /// What the first and the last stretch are called.
    ends: (String, String),
    stretches: Vec<RowView>,
    total: RowView,
    people: Vec<RowView>,
    left_out: Vec<String>,
    paging: Paging,
}

/// Where one goes from here.
struct Ways {
    earlier: String,
    later: String,
    weeks: String,
    months: String,
    everybody: String,
}

/// The hours of a stretch of days, or of a person.
struct RowView {
    /// Where the figures come from.
    address: String,
    called: String,
    hours: HoursAgainstContract,
    /// Whether there were contract hours, so that a difference says something.
    has_contract: bool,
}

impl RowView {
    const fn of(called: String, address: String, hours: HoursAgainstContract) -> Self {
        Self {
            address,
            called,
            has_contract: hours.contract.0 != 0,
            hours,
        }
    }
}

impl WorkedPage {
    fn is_weekly(&self) -> bool {
        self.asked.step == Step::Week
    }
}

/// `GET …/ledgers/worked`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (hub, w) = (guarded.hub(), guarded.w());
    let asked = Asked::of(&fields, hub.surroundings.today());
    let person = match asked.person {
        Some(person) => Some(hub.person_within(&guarded.allowed, person).await?),
        None => None,
    };
    let name = person.as_ref().map(display_name).unwrap_or_default();
    let stretches = asked.stretches();
    let whose = asked.whose();
    let allowed = &guarded.allowed;
    let about = (guarded.id(), format!("{:?} {whose:?} {stretches:?}", allowed.reach()));
    let found = hub.worked_against_contract(allowed, &whose, &stretches);
    let reckoned = &guarded.signed.reckonings.worked;
    let found = Box::pin(reckoned.now(hub, Some(guarded.id()), about, found)).await?;
    let together: Vec<HoursAgainstContract> = (0..stretches.len()).map(|place| found.together(place)).collect();
    let rows = stretches.iter().zip(&together).map(|(stretch, hours)| {
        let address = hours_address(&guarded, &asked, *stretch, &name);
        RowView::of(asked.called(*stretch, w), address, *hours)
    });
    let leaf = Leaf {
        number: asked.page,
        most: ON_A_PAGE,
    };
    let leaf = leaf.within(found.people.len());
    let called = |stretch: Option<&DateRange>| stretch.map(|stretch| asked.called(*stretch, w)).unwrap_or_default();
    let shown = if person.is_some() { &[] } else { found.people.as_slice() };
    let shown = shown.iter().skip(leaf.part().skip).take(leaf.part().most);
    let ledger = |person: &loonbrug_store::Person| guarded.address(&format!("ledgers/{}", person.id));
    page(&WorkedPage {
        shell: Shell::at(
            &guarded,
            Section::Ledgers,
            "Gewerkt en contracturen",
            "Worked and contract hours",
        ),
        w,
        parts: parts(&guarded, "ledgers/worked"),
        ways: Ways::of(&guarded, &asked),
        groups: groups(&guarded).await?,
        bars: Bars::of(&together),
        ends: (called(stretches.first()), called(stretches.last())),
        stretches: rows.collect(),
        total: RowView::of(w.t("Samen", "Together").to_owned(), String::new(), total(&found)),
        people: shown.map(|person| of_person(&guarded, &asked, person)).collect(),
        paging: Paging::new(leaf, found.people.len(), w, |page| {
            asked.on_page(page).address(&guarded)
        }),
        left_out: found.left_out.clone(),
        person: person.as_ref().map(|person| (name, ledger(person))),
        asked,
    })
}

impl Ways {
    fn of(guarded: &Guarded, asked: &Asked) -> Self {
        let everybody = Asked {
            person: None,
            page: 1,
            ..asked.clone()
        };
        Self {
            earlier: asked.earlier().address(guarded),
            later: asked.later().address(guarded),
            weeks: asked.per(Step::Week).address(guarded),
            months: asked.per(Step::Month).address(guarded),
            everybody: everybody.address(guarded),
        }
    }
}

/// The groups that are in use, by name.
pub(super) async fn groups(guarded: &Guarded) -> Result<Vec<String>, crate::answer::Failure> {
    let groups = guarded.hub().store.groups(guarded.id()).await?;
    let in_use = groups.into_iter().filter(|group| !group.archived);
    Ok(in_use.map(|group| group.name).collect())
}

fn total(found: &AgainstContract) -> HoursAgainstContract {
    let mut total = HoursAgainstContract::default();
    found.people.iter().for_each(|person| total += person.total());
    total
}

fn of_person(guarded: &Guarded, asked: &Asked, person: &PersonAgainstContract) -> RowView {
    let address = asked.of_person(person.person).address(guarded);
    RowView::of(person.name.clone(), address, person.total())
}

/// The shifts that a figure is made of.
fn hours_address(guarded: &Guarded, asked: &Asked, stretch: DateRange, name: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let days = if asked.step == Step::Week { "&days=week" } else { "" };
    let (group, name) = (encoded(&asked.group), encoded(name));
    guarded.address(&format!("hours?at={}{days}&group={group}&name={name}", stretch.from))
}
