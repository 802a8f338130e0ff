//! Thomas Lakeman's fifteen hours at 150 % (manual viqz), explained.

use super::{Explanation, Fact, KnownShift, explain_allowance, explain_minutes, explain_plus_minus};
use crate::allowance::{MealRule, meal_days};
use crate::calendar::DateRange;
use crate::dated::Dated;
use crate::language::Language;
use crate::people::Contract;
use crate::plus_minus::{Norm, WorkedDay, over_range};
use crate::quantity::{Factor, HundredthHours, Minutes};
use crate::rules::{Circumstances, Per, RuleSet, WorkedShift};
use crate::shift::Shift;
use jiff::ToSpan;
use jiff::civil::date;

fn april() -> DateRange {
    DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap()
}

fn explained(shifts: &[Shift], rules: &RuleSet, factor: Factor, hours: i64, language: Language) -> String {
    let circumstances = Circumstances::default();
    let imported = Explanation::of(Fact::Import {
        file: "april.csv".to_owned(),
        by: "salaris@example.nl".to_owned(),
        on: date(2023, 5, 1),
    });
    let known: Vec<KnownShift<'_>> = shifts
        .iter()
        .map(|shift| KnownShift {
            worked: WorkedShift {
                shift,
                circumstances: &circumstances,
            },
            origin: vec![imported.clone()],
        })
        .collect();
    let line = Fact::Line {
        person: "Thomas Lakeman".to_owned(),
        range: april(),
        factor,
        hours: HundredthHours(hours),
        code: Some(6050),
    };
    let rules = std::slice::from_ref(rules);
    let because = explain_minutes(&known, rules, april(), factor, &|_| "1a2b3c4d".to_owned());
    Explanation::of(line).because(because).tree(language)
}

#[test]
fn fifteen_hours_at_150_percent() {
    let shifts = [2, 16, 23].map(|day| Shift::new(date(2023, 4, day), 600, 930, 30).unwrap());
    let of = |language| {
        explained(
            &shifts,
            &RuleSet::retail_non_food(),
            Factor::percent(150),
            1500,
            language,
        )
    };
    insta::assert_snapshot!(of(Language::Dutch), @r#"
    Thomas Lakeman, 01-04-2023 t/m 30-04-2023: 15,00 uur tegen 150 % (6050)
    ├─ 15:00 (uren:minuten) is 15,00 uur, één keer afgerond
    ├─ dienst 02-04-2023 10:00–15:30, 30 min pauze: 5:00 gewerkt, 5:00 telt hier
    │  ├─ 10:00–15:30: 5:00 tegen 150 %
    │  │  └─ regel "Zondag" van regelset retail-non-food, geldig vanaf 01-01-2000, versie 1a2b3c4d
    │  └─ ingelezen uit april.csv op 01-05-2023 door salaris@example.nl
    ├─ dienst 16-04-2023 10:00–15:30, 30 min pauze: 5:00 gewerkt, 5:00 telt hier
    │  ├─ 10:00–15:30: 5:00 tegen 150 %
    │  │  └─ regel "Zondag" van regelset retail-non-food, geldig vanaf 01-01-2000, versie 1a2b3c4d
    │  └─ ingelezen uit april.csv op 01-05-2023 door salaris@example.nl
    └─ dienst 23-04-2023 10:00–15:30, 30 min pauze: 5:00 gewerkt, 5:00 telt hier
       ├─ 10:00–15:30: 5:00 tegen 150 %
       │  └─ regel "Zondag" van regelset retail-non-food, geldig vanaf 01-01-2000, versie 1a2b3c4d
       └─ ingelezen uit april.csv op 01-05-2023 door salaris@example.nl
    "#);
    insta::assert_snapshot!(of(Language::English), @r#"
    Thomas Lakeman, 01-04-2023 t/m 30-04-2023: 15,00 hours at 150 % (6050)
    ├─ 15:00 (hours:minutes) is 15,00 hours, rounded once
    ├─ shift 02-04-2023 10:00–15:30, 30 min break: 5:00 worked, 5:00 counts here
    │  ├─ 10:00–15:30: 5:00 at 150 %
    │  │  └─ rule "Zondag" of rule set retail-non-food, valid from 01-01-2000, version 1a2b3c4d
    │  └─ brought in from april.csv on 01-05-2023 by salaris@example.nl
    ├─ shift 16-04-2023 10:00–15:30, 30 min break: 5:00 worked, 5:00 counts here
    │  ├─ 10:00–15:30: 5:00 at 150 %
    │  │  └─ rule "Zondag" of rule set retail-non-food, valid from 01-01-2000, version 1a2b3c4d
    │  └─ brought in from april.csv on 01-05-2023 by salaris@example.nl
    └─ shift 23-04-2023 10:00–15:30, 30 min break: 5:00 worked, 5:00 counts here
       ├─ 10:00–15:30: 5:00 at 150 %
       │  └─ rule "Zondag" of rule set retail-non-food, valid from 01-01-2000, version 1a2b3c4d
       └─ brought in from april.csv on 01-05-2023 by salaris@example.nl
    "#);
}

#[test]
fn hours_of_a_holiday_name_it() {
    let easter = [Shift::new(date(2023, 4, 9), 22 * 60, 26 * 60, 0).unwrap()];
    insta::assert_snapshot!(explained(&easter, &RuleSet::retail_non_food(), Factor::percent(200), 400, Language::Dutch), @r#"
    Thomas Lakeman, 01-04-2023 t/m 30-04-2023: 4,00 uur tegen 200 % (6050)
    ├─ 4:00 (uren:minuten) is 4,00 uur, één keer afgerond
    └─ dienst 09-04-2023 22:00–02:00⁺¹, 0 min pauze: 4:00 gewerkt, 4:00 telt hier
       ├─ 22:00–24:00: 2:00 tegen 200 %
       │  └─ regel "Feestdag" (Eerste Paasdag 09-04-2023) van regelset retail-non-food, geldig vanaf 01-01-2000, versie 1a2b3c4d
       ├─ 00:00⁺¹–02:00⁺¹: 2:00 tegen 200 %
       │  └─ regel "Feestdag" (Tweede Paasdag 10-04-2023) van regelset retail-non-food, geldig vanaf 01-01-2000, versie 1a2b3c4d
       └─ ingelezen uit april.csv op 01-05-2023 door salaris@example.nl
    "#);
}

#[test]
fn overtime_that_was_worked_before_the_range_says_so() {
    let mut rules = RuleSet::retail_non_food();
    rules.overtime.retain(|rule| rule.per == Per::Day);
    rules.overtime[0].per = Per::Week;
    rules.overtime[0].more_than = crate::quantity::Minutes(40 * 60);
    let monday = date(2023, 3, 27);
    let shifts: Vec<Shift> = (0..5)
        .map(|day| Shift::new(monday.saturating_add(day.days()), 480, 1020, 0).unwrap())
        .collect();
    insta::assert_snapshot!(explained(&shifts, &rules, Factor::percent(125), 500, Language::Dutch), @r#"
    Thomas Lakeman, 01-04-2023 t/m 30-04-2023: 5,00 uur tegen 125 % (6050)
    ├─ 5:00 (uren:minuten) is 5,00 uur, één keer afgerond
    └─ dienst 31-03-2023 08:00–17:00, 0 min pauze: 9:00 gewerkt, 5:00 telt hier
       ├─ 12:00–17:00: 5:00 tegen 125 %, de toeslag op uren van voor de periode
       │  └─ regel "Overwerk per dag" van regelset retail-non-food, geldig vanaf 01-01-2000, versie 1a2b3c4d
       └─ ingelezen uit april.csv op 01-05-2023 door salaris@example.nl
    "#);
}

#[test]
fn what_the_source_computed_says_so() {
    let sunday = Shift::new(date(2023, 4, 2), 600, 930, 30).unwrap();
    let sunday = [sunday
        .with_factor_minutes(vec![(Factor::percent(200), crate::quantity::Minutes(60))])
        .unwrap()];
    insta::assert_snapshot!(explained(&sunday, &RuleSet::retail_non_food(), Factor::percent(200), 100, Language::English), @r"
    Thomas Lakeman, 01-04-2023 t/m 30-04-2023: 1,00 hours at 200 % (6050)
    ├─ 1:00 (hours:minutes) is 1,00 hours, rounded once
    └─ shift 02-04-2023 10:00–15:30, 30 min break: 5:00 worked, 1:00 counts here
       ├─ 10:00–15:30: 1:00 at 200 %
       │  └─ as the source said
       └─ brought in from april.csv on 01-05-2023 by salaris@example.nl
    ");
}

/// Manual viqz: Martijn van Herwijnen, 0,29 hours in April 2023: 34 hours a week are 145,71 hours in thirty days.
fn plus_hours_of_martijn(language: Language) -> String {
    let contracts = [Contract {
        start: date(2022, 1, 1),
        end: None,
        weekly_hours_thousandths: Some(34_000),
    }];
    // Eighteen days of eight hours and one of two.
    let days = std::array::from_fn::<_, 19, _>(|place| WorkedDay {
        date: date(2023, 4, 1).saturating_add(i64::try_from(place).unwrap().days()),
        worked: Minutes(if place == 18 { 120 } else { 480 }),
        paid_absence: HundredthHours::ZERO,
    });
    let figure = over_range(&days, &contracts, Norm::Sevenths, april()).unwrap().unwrap();
    assert_eq!(figure.hours, HundredthHours(29));
    let because = explain_plus_minus(&figure, &days, &|_| Vec::new());
    let trees: Vec<String> = because.iter().map(|one| one.tree(language)).collect();
    trees.join("\n")
}

#[test]
fn the_plus_hours_of_martijn_van_herwijnen() {
    insta::assert_snapshot!(plus_hours_of_martijn(Language::Dutch), @"
    01-04-2023 t/m 30-04-2023: 146:00 gewerkt + 0,00 uur betaald afwezig − 145,71 uur contract = 0,29 uur, één keer afgerond
    └─ contract 01-04-2023 t/m 30-04-2023: 34 uur per week, dat is 145,71 uur
    week 13: 16:00 gewerkt
    ├─ 01-04-2023: 8:00 gewerkt
    └─ 02-04-2023: 8:00 gewerkt
    week 14: 56:00 gewerkt
    ├─ 03-04-2023: 8:00 gewerkt
    ├─ 04-04-2023: 8:00 gewerkt
    ├─ 05-04-2023: 8:00 gewerkt
    ├─ 06-04-2023: 8:00 gewerkt
    ├─ 07-04-2023: 8:00 gewerkt
    ├─ 08-04-2023: 8:00 gewerkt
    └─ 09-04-2023: 8:00 gewerkt
    week 15: 56:00 gewerkt
    ├─ 10-04-2023: 8:00 gewerkt
    ├─ 11-04-2023: 8:00 gewerkt
    ├─ 12-04-2023: 8:00 gewerkt
    ├─ 13-04-2023: 8:00 gewerkt
    ├─ 14-04-2023: 8:00 gewerkt
    ├─ 15-04-2023: 8:00 gewerkt
    └─ 16-04-2023: 8:00 gewerkt
    week 16: 18:00 gewerkt
    ├─ 17-04-2023: 8:00 gewerkt
    ├─ 18-04-2023: 8:00 gewerkt
    └─ 19-04-2023: 2:00 gewerkt
    ");
}

#[test]
fn the_plus_hours_of_martijn_van_herwijnen_in_english() {
    insta::assert_snapshot!(plus_hours_of_martijn(Language::English), @"
    01-04-2023 t/m 30-04-2023: 146:00 worked + 0,00 hours paid absence − 145,71 contract hours = 0,29 hours, rounded once
    └─ contract 01-04-2023 t/m 30-04-2023: 34 hours a week, which is 145,71 hours
    week 13: 16:00 worked
    ├─ 01-04-2023: 8:00 worked
    └─ 02-04-2023: 8:00 worked
    week 14: 56:00 worked
    ├─ 03-04-2023: 8:00 worked
    ├─ 04-04-2023: 8:00 worked
    ├─ 05-04-2023: 8:00 worked
    ├─ 06-04-2023: 8:00 worked
    ├─ 07-04-2023: 8:00 worked
    ├─ 08-04-2023: 8:00 worked
    └─ 09-04-2023: 8:00 worked
    week 15: 56:00 worked
    ├─ 10-04-2023: 8:00 worked
    ├─ 11-04-2023: 8:00 worked
    ├─ 12-04-2023: 8:00 worked
    ├─ 13-04-2023: 8:00 worked
    ├─ 14-04-2023: 8:00 worked
    ├─ 15-04-2023: 8:00 worked
    └─ 16-04-2023: 8:00 worked
    week 16: 18:00 worked
    ├─ 17-04-2023: 8:00 worked
    ├─ 18-04-2023: 8:00 worked
    └─ 19-04-2023: 2:00 worked
    ");
}

/// Manual viqz: from 14:00 to 20:00, € 4,50 a day.
#[test]
fn a_meal_names_its_shift_and_its_rule() {
    let shifts = [(3, 14), (4, 13)].map(|(day, hour)| Shift::new(date(2023, 4, day), hour * 60, 20 * 60, 0).unwrap());
    let rule: MealRule = "14:00 20:00 4,50".parse().unwrap();
    let meals = meal_days(&shifts, &[Dated::new(date(2023, 1, 1), rule)], april());
    let because = explain_allowance(&meals, &|rule, language| rule.value.text(language), &|_| Vec::new());
    insta::assert_snapshot!(because.tree(Language::Dutch), @"
    1 dagen, samen € 4,50
    └─ 03-04-2023 14:00–20:00: € 4,50
       └─ bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50
    ");
    insta::assert_snapshot!(because.tree(Language::English), @"
    1 days, together € 4,50
    └─ 03-04-2023 14:00–20:00: € 4,50
       └─ starting no earlier than 14:00 and ending no earlier than 20:00 earns € 4,50
    ");
}
