//! A shift as its worker reads it.

use super::Own;
use crate::words::Words;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::{Date, Minutes};
use loonbrug_store::ShiftRevision;
use std::collections::BTreeMap;

/// One shift.
pub struct ShiftView {
    /// Its day.
    pub day: String,
    /// `9:00–17:00`.
    pub times: String,
    /// The pause, where there is one, and the group.
    pub beside: String,
    /// Hours worked, in hundredths.
    pub hundredths: i64,
    /// Class of its state.
    pub class: &'static str,
    /// Its sign.
    pub sign: &'static str,
    /// Its state in words.
    pub state: &'static str,
    /// Where it says why.
    pub why: String,
}

impl ShiftView {
    pub(super) fn of(own: &Own, revision: &ShiftRevision) -> Self {
        let (shift, w) = (&revision.shift, own.w);
        let worked = shift.worked().map_or(Minutes::ZERO, |worked| worked.worked_minutes());
        let pause =
            (shift.break_minutes > 0).then(|| format!("{} {}", w.t("pauze", "break"), Minutes(shift.break_minutes)));
        let beside: Vec<String> = pause.into_iter().chain(shift.group.clone()).collect();
        let (class, sign) = look(revision.state);
        Self {
            day: short_day(shift.date, w),
            times: format!(
                "{}–{}",
                Minutes(shift.start_minute),
                Minutes(shift.end_minute % (24 * 60))
            ),
            beside: beside.join(" · "),
            hundredths: worked.to_hundredth_hours().0,
            class,
            sign,
            state: revision.state.word(w.language),
            why: own.address(&format!("me/why/{}", shift.id)),
        }
    }
}

/// What each entry says last: removed ones, and what was sent back without another in its place, count nothing.
pub fn newest(revisions: Vec<ShiftRevision>) -> Vec<ShiftRevision> {
    let mut entries = BTreeMap::new();
    for revision in revisions {
        if revision.state != ShiftState::Replaced {
            entries.insert(revision.shift.entry, revision);
        }
    }
    let mut newest: Vec<ShiftRevision> = entries.into_values().filter(|revision| !revision.removed).collect();
    newest.sort_by_key(|revision| (revision.shift.date, revision.shift.start_minute));
    newest
}

/// Class and sign of a state, in the colours of eitje.
const fn look(state: ShiftState) -> (&'static str, &'static str) {
    match state {
        ShiftState::Open | ShiftState::Submitted => ("wait", "?"),
        ShiftState::Approved => ("good", "✓"),
        ShiftState::Exported => ("same", "→"),
        ShiftState::Rejected => ("bad", "×"),
        ShiftState::Replaced => ("out", "–"),
    }
}

/// `ma 03-04`.
pub fn short_day(date: Date, w: Words) -> String {
    const DUTCH: [&str; 7] = ["ma", "di", "wo", "do", "vr", "za", "zo"];
    const ENGLISH: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let place = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    let name = w.language.pick(DUTCH, ENGLISH).get(place).copied().unwrap_or_default();
    format!("{name} {:02}-{:02}", date.day(), date.month())
}
