//! Requests for leave.

use super::*;

#[test]
fn a_request_costs_its_hours_while_it_is_approved() {
    let days = range(date(2023, 8, 21), date(2023, 9, 5));
    let hours = |state, on_employer| {
        let request = LeaveRequest {
            on_employer,
            state,
            ..request(1, days, 7250)
        };
        let booking = request.booking();
        (booking.date, booking.hours.0)
    };
    assert_eq!(hours(RequestState::Approved, false), (date(2023, 9, 5), -7250));
    assert_eq!(
        hours(RequestState::Approved, true),
        (date(2023, 9, 5), 0),
        "conto werkgever"
    );
    for state in [RequestState::Requested, RequestState::Rejected, RequestState::Withdrawn] {
        assert_eq!(hours(state, false), (date(2023, 9, 5), 0));
    }
}

#[test]
fn a_request_goes_one_way() {
    use RequestState::{Approved, Rejected, Requested, Withdrawn};
    let states = [Requested, Approved, Rejected, Withdrawn];
    let ways = states.iter().flat_map(|from| states.iter().map(move |to| (*from, *to)));
    let allowed: Vec<_> = ways.filter(|(from, to)| from.may_become(*to)).collect();
    assert_eq!(
        allowed,
        [
            (Requested, Approved),
            (Requested, Rejected),
            (Requested, Withdrawn),
            (Approved, Withdrawn)
        ]
    );
}

#[test]
fn a_request_that_cannot_be_meant_is_refused() {
    let checked = |hours| request(1, range(date(2023, 5, 1), date(2023, 5, 2)), hours).check();
    assert_eq!(
        checked(0),
        Err(RequestError::Hours {
            hours: HundredthHours(0)
        })
    );
    assert_eq!(
        checked(-800),
        Err(RequestError::Hours {
            hours: HundredthHours(-800)
        })
    );
    assert_eq!(checked(4800), Ok(()));
    assert_eq!(
        checked(4801),
        Err(RequestError::TooManyHours {
            hours: HundredthHours(4801),
            days: 2
        })
    );
}
