//! Access: tokens, log-ins and rights that are taken away, and the person who mends it.

use crate::stage::access;
use crate::walk::Walk;
use loonbrug_nmbrs::capability::Interface;

/// Methods of SOAP that can be switched off.
const METHODS: [&str; 6] = [
    "EmployeeService.HourComponentVar_Insert",
    "EmployeeService.HourComponent_Update",
    "EmployeeService.HourComponent_Delete",
    "EmployeeService.DaysVar_Get",
    "EmployeeService.DaysVar_Set",
    "EmployeeService.HourComponentVar_Get",
];
/// The scope of REST that writes hours.
const SCOPE: &str = "employee.payment";

impl Walk<'_> {
    /// Takes something away.
    pub fn shut_out(&mut self) {
        let rest = self.scenario.interface == Interface::Rest;
        if self.dice.percent(50) {
            let method = *self.dice.pick(&METHODS).unwrap_or(&METHODS[0]);
            self.nmbrs.take_rights(&[method], &[SCOPE]);
            self.note(&format!("a right is taken away: {}", if rest { SCOPE } else { method }));
        } else if rest {
            self.nmbrs.revoke_grants();
            self.note("the consent is taken back");
        } else {
            self.nmbrs.set_token(false);
            self.note("the token is revoked");
        }
    }

    /// Gives everything back, logs in again where that is needed, and lets the coupling go on.
    pub async fn mend(&mut self) -> anyhow::Result<()> {
        self.nmbrs.set_token(true);
        self.nmbrs.take_rights(&[], &[]);
        let coupling = self.node.coupling().await?;
        if coupling.row.paused.is_some() && self.scenario.interface == Interface::Rest {
            // Faults that wait for the log-in would only make the person try again.
            self.clear_faults();
            let addresses = &coupling.settings.addresses;
            let fresh = access(&self.node.hub, addresses, self.scenario.interface).await?;
            self.node.hub.store_access(&coupling, &fresh).await?;
        }
        let coupling = self.node.hub.resume(&coupling).await?;
        self.note("access is mended and the coupling goes on");
        if !coupling.settings.missing_rights.is_empty() {
            let checked = self.node.hub.check_rights(&coupling).await;
            let outcome = self.foreseen(checked)?;
            self.note(&format!(
                "the rights are checked: {}",
                if outcome.is_some() { "done" } else { "not now" }
            ));
        }
        Ok(())
    }
}
