//! Couplings: the settings of the manual, a token over SOAP and a log-in over REST.

use super::{COUPLING, ORGANISATION, Stage};
use loonbrug_domain::{Factor, Frequency};
use loonbrug_hub::settings::{Addresses, CodeMapping, CompanyChoice, CouplingSettings, Sending};
use loonbrug_hub::{Access, OpenCoupling, Registration};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_sandbox::browser::{LogIn, sign_in_as};
use loonbrug_sandbox::data::log_in;

impl Stage {
    /// Couples with the company of the manual.
    pub async fn couple(&self, name: &str) -> OpenCoupling {
        self.couple_company(name, "1", Frequency::Monthly).await
    }

    /// Couples with a company by its number, through a log-in of its debtor or a token.
    pub async fn couple_company(&self, name: &str, number: &str, frequency: Frequency) -> OpenCoupling {
        let draft = draft(self, self.interface);
        let companies = self.control.state(&format!("companies?company={number}")).await;
        let debtor = companies[0]["debtor_uuid"].as_str().expect("a debtor");
        let access = access(self, self.interface, Some(debtor)).await;
        let reader = self.hub.trial_connection(&draft, &access).reader();
        let companies = reader.companies(None).await.expect("the companies");
        let company = companies
            .iter()
            .find(|company| company.number == number)
            .expect("the company");
        let settings = CouplingSettings {
            company: CompanyChoice::of(company, frequency),
            ..draft
        };
        let organisation = self
            .hub
            .ensure_organisation(ORGANISATION)
            .await
            .expect("the organisation");
        let coupling = self
            .hub
            .add_coupling(organisation.id, name, &settings)
            .await
            .expect("the coupling");
        self.hub
            .store_access(&coupling, &access)
            .await
            .expect("the log-in is kept");
        coupling
    }

    /// Changes the settings of the coupling.
    pub async fn settings(&self, change: impl FnOnce(&mut CouplingSettings)) -> OpenCoupling {
        let coupling = self.hub.coupling(COUPLING).await.expect("the coupling");
        let mut settings = coupling.settings.clone();
        change(&mut settings);
        self.hub
            .save_settings(&coupling, &settings)
            .await
            .expect("the settings are kept")
    }
}

/// The settings of a coupling whose company is not chosen yet.
pub fn draft(stage: &Stage, interface: Interface) -> CouplingSettings {
    let soap = interface == Interface::Soap;
    let addresses = Addresses::under(stage.sandbox.base_url()).expect("addresses");
    CouplingSettings {
        email: soap.then(|| log_in::EMAIL.into()),
        domain: soap.then(|| log_in::DOMAIN.into()),
        hour_codes: [(100, 2100), (150, 6050), (200, 6080)]
            .map(|(percent, code)| CodeMapping {
                factor: Factor::percent(percent),
                code,
            })
            .to_vec(),
        sending: Sending {
            calls_per_second: 150,
            ..Sending::default()
        },
        ..CouplingSettings::draft(interface, addresses)
    }
}

/// Our registration, as the sandbox knows it.
pub fn registration() -> Registration {
    Registration {
        client_id: log_in::CLIENT.into(),
        client_secret: log_in::CLIENT_SECRET.into(),
        subscription_key: log_in::SUBSCRIPTION_KEY.into(),
        redirect: "http://127.0.0.1:8765/callback".parse().expect("an address"),
    }
}

/// A token, or a log-in at the sandbox's page for one debtor (its first when none is named).
pub async fn access(stage: &Stage, interface: Interface, debtor: Option<&str>) -> Access {
    if interface == Interface::Soap {
        return Access::Token {
            token: log_in::TOKEN.into(),
        };
    }
    let (registration, addresses) = (registration(), draft(stage, interface).addresses);
    let authorization = stage
        .hub
        .begin_login(&registration, &addresses)
        .expect("a log-in begins");
    let user = LogIn {
        debtor,
        ..LogIn::default()
    };
    let back = sign_in_as(&authorization.url, user).await.expect("the user logs in");
    let code = back
        .query_pairs()
        .find(|(name, _)| name == "code")
        .expect("a code")
        .1
        .into_owned();
    let finished = stage
        .hub
        .finish_login(&registration, &addresses, &code, &authorization.verifier)
        .await;
    finished.expect("the log-in is finished")
}
