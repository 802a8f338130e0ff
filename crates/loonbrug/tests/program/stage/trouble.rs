//! What goes wrong at Nmbrs.

use super::Stage;
use loonbrug_sandbox::{Fault, FaultKind};

impl Stage {
    /// From now on every call of these operations goes wrong in this way.
    pub fn break_calls(&self, operation: &str, kind: FaultKind) {
        self.break_some_calls(operation, u64::MAX, kind);
    }

    /// The next calls of these operations go wrong in this way.
    pub fn break_some_calls(&self, operation: &str, count: u64, kind: FaultKind) {
        self.sandbox.play().faults.order(vec![Fault {
            count,
            ..Fault::new(operation, kind)
        }]);
    }

    /// All is well again.
    pub fn mend_calls(&self) {
        self.sandbox.play().faults.order(Vec::new());
    }

    /// Somebody switches the user's token off or on.
    pub fn let_the_token_work(&self, works: bool) {
        self.sandbox.play().world_mut().users[0].token_active = works;
    }

    /// Somebody takes a right from the user: a call of SOAP, or a scope.
    pub fn forbid(&self, right: &str) {
        let user = &mut self.sandbox.play().world_mut().users[0];
        user.methods_off.insert(right.to_owned());
        user.scopes_off.insert(right.to_owned());
    }

    /// Somebody gives the user every right.
    pub fn allow_everything(&self) {
        let user = &mut self.sandbox.play().world_mut().users[0];
        user.methods_off.clear();
        user.scopes_off.clear();
    }

    /// The user takes the consent back.
    pub fn revoke_consent(&self) {
        let mut world = self.sandbox.play().world_mut();
        world.grants.revoke_user(loonbrug_sandbox::data::log_in::EMAIL);
    }

    /// So late that no log-in of today still holds.
    pub fn years_later(&self) {
        self.sandbox.play().world_mut().clock = Some("2099-01-01T08:00:00Z".parse().unwrap());
    }
}
