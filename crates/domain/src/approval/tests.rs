use super::{ShiftState, ShiftStep};
use ShiftState::{Approved, Exported, Open, Rejected, Replaced, Submitted};
use proptest::prelude::*;

const STEPS: [ShiftStep; 5] = [
    ShiftStep::Submit,
    ShiftStep::Approve,
    ShiftStep::Reject,
    ShiftStep::Export,
    ShiftStep::Replace,
];

#[test]
fn these_steps_are_possible_and_no_others() {
    let possible = ShiftState::ALL.map(|state| STEPS.map(|step| state.after(step).ok()));
    assert_eq!(
        possible,
        [
            [Some(Submitted), None, None, None, Some(Replaced)],
            [None, Some(Approved), Some(Rejected), None, Some(Replaced)],
            [Some(Submitted), None, None, None, Some(Replaced)],
            [None, None, None, Some(Exported), None],
            [None; 5],
            [None; 5],
        ],
        "rows {:?}, columns {STEPS:?}",
        ShiftState::ALL
    );
}

proptest! {
    /// Nothing is exported that was not approved, and what was approved is never taken back by a step.
    #[test]
    fn approval_comes_before_export_and_stays(steps in proptest::collection::vec(0_usize..5, 0..12)) {
        let mut states = vec![Open];
        for step in steps {
            if let Ok(next) = states[states.len() - 1].after(STEPS[step]) {
                states.push(next);
            }
        }
        if let Some(place) = states.iter().position(|state| *state == Exported) {
            prop_assert_eq!(states[place - 1], Approved);
        }
        if let Some(place) = states.iter().position(|state| state.is_approved()) {
            prop_assert!(states[place..].iter().all(|state| state.is_approved()));
            prop_assert_eq!(states[place - 1], Submitted);
        }
        prop_assert!(states.iter().skip(1).all(|state| *state != Open), "{:?}", Rejected);
    }
}
