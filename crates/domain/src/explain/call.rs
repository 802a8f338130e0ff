//! What calls pay above what was worked: from the rule and the shifts of each call.

use super::{Explanation, Fact, KnownShift, Reckoned, explain_shift, reckoned};
use crate::calendar::{DateRange, day_number, dutch_date};
use crate::language::Language;
use crate::quantity::Minutes;
use crate::rules::{CallTopUp, Reckoning, RuleSet, WorkedShift, rule_set_on};
use crate::shift::Shift;
use crate::wall::{DAY, clock_text};

/// What the top-ups of one person in a range follow from: the rounding, each call with its rule, and its shifts.
#[must_use]
pub fn explain_top_ups(
    shifts: &[KnownShift<'_>],
    rules: &[RuleSet],
    range: DateRange,
    version: &dyn Fn(&RuleSet) -> String,
) -> Vec<Explanation> {
    let worked: Vec<WorkedShift<'_>> = shifts.iter().map(|known| known.worked).collect();
    let top_ups = Reckoning::new(rules, range).outcome(&worked).top_ups;
    let minutes: Minutes = top_ups.iter().map(|top_up| top_up.minutes).sum();
    let rounded = Fact::Rounded {
        minutes,
        hours: minutes.to_hundredth_hours(),
    };
    let call = |top_up: CallTopUp| {
        let set = rule_set_on(rules, top_up.date);
        let rule = set.map(|set| Explanation::of(Fact::of_rule(&top_up.rule, set, version, None)));
        let of_call = shifts.iter().filter(|known| is_in(&top_up, known.worked.shift));
        let of_call = of_call.map(|known| explain_shift(known.worked.shift, known.origin.clone()));
        let of_call: Vec<Explanation> = of_call.collect();
        reckoned(Reckoned::Call(top_up)).because(rule).because(of_call)
    };
    std::iter::once(Explanation::of(rounded))
        .chain(top_ups.into_iter().map(call))
        .collect()
}

fn is_in(call: &CallTopUp, shift: &Shift) -> bool {
    let (of_call, of_shift) = (day_number(call.date) * DAY, day_number(shift.date()) * DAY);
    of_call + call.from_minute <= of_shift + shift.start_minute()
        && of_shift + shift.end_minute() <= of_call + call.to_minute
}

pub(super) fn call_text(top_up: &CallTopUp, language: Language) -> String {
    let (date, times) = (
        dutch_date(top_up.date),
        clock_text(top_up.from_minute, top_up.to_minute),
    );
    let (worked, minutes, least) = (top_up.worked, top_up.minutes, top_up.worked + top_up.minutes);
    language.pick(
        format!("oproep {date} {times}: {worked} gewerkt, {minutes} erbij tot {least}"),
        format!("call {date} {times}: {worked} worked, {minutes} on top up to {least}"),
    )
}
