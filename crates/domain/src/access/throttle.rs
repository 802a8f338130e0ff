//! How many attempts to sign in may fail (ASVS 5.0, 6.1.1 and 6.3.1).
//!
//! Guessing is slowed down by address. An account has a limit of its own against guesses from many addresses; it does
//! not hold for an address from which the account signed in before, so that nobody can be locked out by somebody else.

use jiff::SignedDuration;

/// Limits on attempts that fail within a window of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Throttle {
    /// The window.
    pub window: SignedDuration,
    /// Of one account from one address.
    pub of_account_from_address: u32,
    /// From one address, whatever the account.
    pub from_address: u32,
    /// Of one account, from addresses from which it never signed in.
    pub of_account: u32,
}

impl Default for Throttle {
    /// A quarter of an hour: 5 of an account from an address, 30 from an address, 20 of an account from strange addresses.
    fn default() -> Self {
        Self {
            window: SignedDuration::from_mins(15),
            of_account_from_address: 5,
            from_address: 30,
            of_account: 20,
        }
    }
}

/// Attempts that failed within the window, before this one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Failures {
    /// Of this account from this address.
    pub of_account_from_address: u32,
    /// From this address, whatever the account.
    pub from_address: u32,
    /// Of this account from anywhere.
    pub of_account: u32,
    /// Whether this account signed in from this address before.
    pub familiar: bool,
}

/// Why an attempt must wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waits {
    /// This address tried too often.
    Address,
    /// This account was tried too often from strange addresses, and this is one.
    Account,
}

impl Throttle {
    /// Why the next attempt must wait; `None` if it may go on.
    #[must_use]
    pub fn judge(&self, failures: Failures) -> Option<Waits> {
        let by_address = failures.of_account_from_address >= self.of_account_from_address
            || failures.from_address >= self.from_address;
        if by_address {
            return Some(Waits::Address);
        }
        (!failures.familiar && failures.of_account >= self.of_account).then_some(Waits::Account)
    }
}
