use crate::access::{Failures, Throttle, Waits};
use proptest::prelude::*;

fn judge(of_account_from_address: u32, from_address: u32, of_account: u32, familiar: bool) -> Option<Waits> {
    Throttle::default().judge(Failures {
        of_account_from_address,
        from_address,
        of_account,
        familiar,
    })
}

#[test]
fn the_sixth_guess_from_an_address_waits() {
    assert_eq!(judge(4, 4, 4, false), None);
    assert_eq!(judge(5, 5, 5, false), Some(Waits::Address));
    assert_eq!(judge(5, 5, 5, true), Some(Waits::Address));
}

#[test]
fn many_accounts_from_one_address_wait() {
    assert_eq!(judge(0, 29, 0, false), None);
    assert_eq!(judge(0, 30, 0, true), Some(Waits::Address));
}

#[test]
fn many_addresses_on_one_account_wait_but_its_own() {
    assert_eq!(judge(0, 0, 20, false), Some(Waits::Account));
    assert_eq!(judge(0, 0, 20, true), None);
}

proptest! {
    /// Whatever others do elsewhere, an address from which somebody signed in before keeps its own attempts.
    #[test]
    fn nobody_is_locked_out_from_a_familiar_address(of_account in any::<u32>(), own in 0..5_u32) {
        prop_assert_eq!(judge(own, own, of_account, true), None);
    }
}
