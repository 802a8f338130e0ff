//! How long sessions and secrets last, and what a guess costs.

use jiff::SignedDuration;
use loonbrug_domain::access::Throttle;

/// Terms of access to the installation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AccessTerms {
    /// A session that was not used for so long has ended (ASVS 7.3.1).
    pub idle: SignedDuration,
    /// A session ends after so long, however much it is used (ASVS 7.3.2).
    pub longest_session: SignedDuration,
    /// How long a session that ended by itself is remembered, so that its user can send after all what they filled in.
    pub remembered: SignedDuration,
    /// How long the second factor is waited for after the password.
    pub awaiting_code: SignedDuration,
    /// How long somebody may stay at a provider of identities before they come back.
    pub visit: SignedDuration,
    /// How long somebody who proved who they are need not prove it again (ASVS 7.5.3).
    pub proven: SignedDuration,
    /// How long an invitation holds (ASVS 6.4.1).
    pub invitation: SignedDuration,
    /// How long an address stays familiar after somebody signed in from it.
    pub familiar: SignedDuration,
    /// How long a token for another program works at most (ASVS 13.3.4).
    pub longest_token: SignedDuration,
    /// How long the answers of requests are kept that must not be carried out twice.
    pub requests_kept: SignedDuration,
    /// How many attempts may fail.
    pub throttle: Throttle,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
}

impl Default for AccessTerms {
    /// 30 minutes idle, 12 hours in all, remembered for a day, 5 minutes for a code, 10 minutes at a provider, 10 minutes proven, 48 hours for an invitation, 90 days
    /// familiar, 366 days for a token, 7 days for the answers of requests.
    fn default() -> Self {
        Self {
            idle: SignedDuration::from_mins(30),
            longest_session: SignedDuration::from_hours(12),
            remembered: SignedDuration::from_hours(24),
            awaiting_code: SignedDuration::from_mins(5),
            visit: SignedDuration::from_mins(10),
            proven: SignedDuration::from_mins(10),
            invitation: SignedDuration::from_hours(48),
            familiar: SignedDuration::from_hours(90 * 24),
            longest_token: SignedDuration::from_hours(366 * 24),
            requests_kept: SignedDuration::from_hours(7 * 24),
            throttle: Throttle::default(),
            password_cost: PasswordCost::default(),
        }
    }
}

/// Parameters of Argon2id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for PasswordCost {
    /// 19 MiB and two passes, in one lane (OWASP; ASVS 11.4.2).
    fn default() -> Self {
        Self {
            memory: 19 * 1024,
            passes: 2,
        }
    }
}
