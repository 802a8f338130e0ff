use super::*;

#[test]
fn every_word_comes_back_and_none_comes_twice() {
    for kind in NoticeKind::ALL {
        assert_eq!(kind.word().parse(), Ok(*kind));
    }
    for timing in Timing::ALL {
        assert_eq!(timing.word().parse(), Ok(timing));
    }
    assert!("mail".parse::<NoticeKind>().is_err());
}

#[test]
fn what_tells_of_a_stranger_cannot_be_switched_off_and_goes_to_no_program() {
    for kind in [NoticeKind::Invited, NoticeKind::NewPlace, NoticeKind::PasswordChanged] {
        assert!(!kind.is_chosen() && !kind.is_for_programs(), "{kind}");
        assert_eq!(kind.by_default(), Timing::AtOnce, "{kind}");
    }
    assert!(NoticeKind::RunDone.is_for_programs());
}

#[test]
fn waits_grow_and_end_within_a_day() {
    let first = Timestamp::UNIX_EPOCH;
    let (mut now, mut waits) = (first, Vec::new());
    for failures in 1.. {
        let Some(next) = next_try(failures, first, now) else {
            break;
        };
        waits.push(next.duration_since(now).as_mins());
        now = next;
    }
    assert_eq!(waits[..9], [1, 2, 4, 8, 16, 32, 64, 120, 120]);
    assert!(waits.len() > 15 && now <= first + GIVEN_UP_AFTER, "{waits:?}");
}

#[test]
fn however_often_it_failed_the_wait_is_no_longer_than_the_longest() {
    let now = Timestamp::UNIX_EPOCH;
    for failures in [30, 31, 32, 33, u32::MAX] {
        assert_eq!(next_try(failures, now, now), Some(now + LONGEST_WAIT));
    }
}

#[test]
fn the_end_of_soap_is_told_a_few_times() {
    let told = [400, 365, 181, 180, 31, 30, 8, 7, 1, 0, -5].map(soap_milestone);
    let expected = [
        None,
        Some(365),
        Some(365),
        Some(180),
        Some(90),
        Some(30),
        Some(30),
        Some(7),
        Some(7),
        Some(0),
        Some(0),
    ];
    assert_eq!(told, expected);
}
