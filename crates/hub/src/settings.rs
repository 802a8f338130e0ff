//! The settings of a coupling: what its file holds (X8) and the store keeps as JSON.

use crate::error::Refusal;
use jiff::SignedDuration;
use loonbrug_domain::ids::CouplingId;
use loonbrug_domain::plus_minus::Norm;
use loonbrug_domain::sickness::SicknessCode;
use loonbrug_domain::{Date, Factor, Frequency};
use loonbrug_nmbrs::capability::{Capability, Interface};
use loonbrug_nmbrs::{Company, RemoteId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use url::{Host, Url};
use uuid::Uuid;

/// SOAP ends on this day (Nmbrs; support article).
pub const END_OF_SOAP: Date = Date::constant(2027, 3, 1);

/// All that a person can set about a coupling with Nmbrs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CouplingSettings {
    /// Over which interface: log-in (REST) or token (SOAP).
    pub interface: Interface,
    /// The coupling whose log-in this one shares, when one log-in reaches several companies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares_login_of: Option<CouplingId>,
    /// Where Nmbrs is.
    pub addresses: Addresses,
    /// The e-mail of the token's owner (SOAP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The domain: the label before `.nmbrs.nl` (SOAP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// The company that takes part.
    pub company: CompanyChoice,
    /// "Nmbrs contracturen synchroniseren?": whether contract hours are taken over each night.
    pub contract_hours: bool,
    /// The rule set that turns shifts into hours per factor.
    pub rule_set: String,
    /// How a surcharge is paid; one of two, never both (the same hours would be paid twice).
    pub surcharge_method: SurchargeMethod,
    /// The hour code in Nmbrs for each factor.
    pub hour_codes: Vec<CodeMapping>,
    /// The hour code for what calls pay above what was worked (BW 7:628a); without it each such line waits for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_top_up_code: Option<i64>,
    /// The hour code of each factor for surcharges of people with contract hours: what comes on top, and nothing else.
    /// Where it is left out and `hour-codes` pay the surcharge only, the code is that of the factor there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surcharge_codes: Vec<CodeMapping>,
    /// The hour code of each percentage of sick hours, for salaried and for hourly paid; what is left out is as the
    /// ledgers of the organisation say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sickness_codes: Vec<SicknessCode>,
    /// How hours above the contract hours go (V9).
    #[serde(default)]
    pub plus_hours: PlusHours,
    /// How meal allowances go (V11); without it they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meal_allowance: Option<WageCodeMapping>,
    /// How travel allowances go; without it they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel_allowance: Option<WageCodeMapping>,
    /// How calls are made.
    pub sending: Sending,
    /// How a change goes that belongs to a pay period which is closed in Nmbrs.
    #[serde(default)]
    pub corrections: Corrections,
    /// The open pay period, for an interface that does not tell (REST): year and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_period: Option<OpenPeriod>,
    /// Calls that the account turned out not to have the right to make; kept by the rights check, not by a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_rights: Vec<Capability>,
}

/// Where Nmbrs is; another address for the sandbox.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Addresses {
    /// The folder of the SOAP services, ending in `/`.
    pub soap: Url,
    /// The root of the REST interface; paths begin with `api/`.
    pub rest: Url,
    /// The root of the identity service.
    pub identity: Url,
}

impl Addresses {
    /// The addresses under one root, as the sandbox serves them.
    pub fn under(root: &Url) -> Result<Self, url::ParseError> {
        let root = root.as_str().trim_end_matches('/');
        Ok(Self {
            soap: format!("{root}/nmbrs/soap/v3/").parse()?,
            rest: format!("{root}/nmbrs/").parse()?,
            identity: format!("{root}/nmbrs/identity/").parse()?,
        })
    }

    /// Whether they are of a sandbox on this machine.
    fn are_of_this_machine(&self) -> bool {
        [&self.soap, &self.rest]
            .into_iter()
            .all(|address| match address.host() {
                Some(Host::Ipv4(host)) => host.is_loopback(),
                Some(Host::Ipv6(host)) => host.is_loopback(),
                Some(Host::Domain(name)) => name == "localhost",
                None => false,
            })
    }

    /// The addresses of Nmbrs itself.
    pub fn nmbrs() -> Result<Self, url::ParseError> {
        Ok(Self {
            soap: "https://api.nmbrs.nl/soap/v3/".parse()?,
            rest: "https://api.nmbrsapp.com/".parse()?,
            identity: "https://identityservice.nmbrs.com/".parse()?,
        })
    }
}

/// The company, by everything that both interfaces know of it, so that the coupling can move (N8).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CompanyChoice {
    /// Number, the same over both interfaces.
    pub number: String,
    /// Name, to the letter.
    pub name: String,
    /// Id over SOAP, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_number: Option<i64>,
    /// Id over REST, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_uuid: Option<Uuid>,
    /// How often it pays; a setting, because REST does not tell.
    pub frequency: Frequency,
}

impl CompanyChoice {
    /// The choice of this company.
    #[must_use]
    pub fn of(company: &Company, frequency: Frequency) -> Self {
        let mut choice = Self {
            number: company.number.clone(),
            name: company.name.clone(),
            remote_number: None,
            remote_uuid: None,
            frequency,
        };
        match company.id {
            RemoteId::Number(number) => choice.remote_number = Some(number),
            RemoteId::Uuid(uuid) => choice.remote_uuid = Some(uuid),
        }
        choice
    }

    /// Whether both are one company: by its id where both know that, else by its number.
    fn is(&self, other: &Self) -> bool {
        let same_id = |one: Option<i64>, other: Option<i64>| Some(one? == other?);
        let same_uuid = |one: Option<Uuid>, other: Option<Uuid>| Some(one? == other?);
        same_id(self.remote_number, other.remote_number)
            .or_else(|| same_uuid(self.remote_uuid, other.remote_uuid))
            .unwrap_or_else(|| self.number == other.number)
    }

    /// The id over this interface, where known.
    #[must_use]
    pub fn remote_id(&self, interface: Interface) -> Option<RemoteId> {
        match interface {
            Interface::Soap => self.remote_number.map(RemoteId::Number),
            Interface::Rest => self.remote_uuid.map(RemoteId::Uuid),
        }
    }
}

/// How a surcharge is paid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SurchargeMethod {
    /// The 100 % line counts all worked hours; the factor lines are surcharge only (manual viqz: 6050, 6080).
    SurchargeOnly,
    /// The factor lines pay the whole hour; the 100 % line counts the hours without surcharge.
    WholeHour,
}

/// The hour code for one factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CodeMapping {
    /// Factor; written `150 %`.
    #[serde(with = "factor_text")]
    pub factor: Factor,
    /// Hour code in the company's own hour model.
    pub code: i64,
}

/// How hours above the contract hours (+ uren, meeruren) go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PlusHours {
    /// The hour code in Nmbrs; without it each line waits for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<i64>,
    /// How contract hours per week become the norm of a range.
    pub norm: Norm,
}

/// The wage code (looncode) for an allowance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WageCodeMapping {
    /// The code.
    pub code: i64,
    /// What the company calls it, for an interface that does not tell (REST).
    #[serde(default)]
    pub label: String,
}

/// How a change goes that belongs to a closed pay period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Corrections {
    /// As a difference in the open period, with a reference to what it corrects.
    #[default]
    Difference,
    /// In the closed period itself, with retroactive effect (terugwerkende kracht).
    Retroactive,
}

/// A pay period, as a setting.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OpenPeriod {
    /// Payroll year.
    pub year: i16,
    /// Number in that year.
    pub number: u8,
}

/// How long after its stored intent a write may still leave; later, somebody else may have settled it.
pub const DEPARTS_WITHIN: SignedDuration = SignedDuration::from_secs(20);

/// The shortest settling time: a write leaves within 20 seconds of its intent and is given up 120 seconds later, and the
/// target gets as long again as a write may wait, and some more, to show what it accepted.
pub const SHORTEST_SETTLING_SECONDS: u32 = 180;

/// How calls are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sending {
    /// Calls per second for this log-in: 8 unless Nmbrs allows more; at most 150.
    pub calls_per_second: u32,
    /// Calls in flight at once.
    pub in_flight: usize,
    /// Whether rows go in batches (SOAP only): faster, but an answer says nothing per row.
    pub batches: bool,
    /// How long after an intent the target may take to show what came of it; before that, absent proves nothing. At
    /// least 180, but for a sandbox.
    pub settling_seconds: u32,
    /// A run stops after this many outcomes that are not known.
    pub unknown_limit: usize,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            calls_per_second: 8,
            in_flight: 64,
            batches: false,
            settling_seconds: SHORTEST_SETTLING_SECONDS,
            unknown_limit: 25,
        }
    }
}

impl CouplingSettings {
    /// Settings with the defaults of a retailer whose company is still to be chosen.
    #[must_use]
    pub fn draft(interface: Interface, addresses: Addresses) -> Self {
        Self {
            interface,
            shares_login_of: None,
            addresses,
            email: None,
            domain: None,
            company: CompanyChoice {
                number: String::new(),
                name: String::new(),
                remote_number: None,
                remote_uuid: None,
                frequency: Frequency::Monthly,
            },
            contract_hours: true,
            rule_set: "retail-non-food".into(),
            surcharge_method: SurchargeMethod::SurchargeOnly,
            hour_codes: Vec::new(),
            call_top_up_code: None,
            surcharge_codes: Vec::new(),
            sickness_codes: Vec::new(),
            plus_hours: PlusHours::default(),
            meal_allowance: None,
            travel_allowance: None,
            sending: Sending::default(),
            corrections: Corrections::default(),
            open_period: None,
            missing_rights: Vec::new(),
        }
    }

    /// Refuses two codes for one factor (one of them would never be used), and a settling time in which a call may
    /// still be under way.
    pub fn check(&self) -> Result<(), Refusal> {
        // A Nmbrs on this machine is a sandbox: nobody is paid by it, and nothing is under way for long.
        if self.sending.settling_seconds < SHORTEST_SETTLING_SECONDS && !self.addresses.are_of_this_machine() {
            return Err(Refusal::SettlesTooSoon(self.sending.settling_seconds));
        }
        let mut percentages = BTreeSet::new();
        let mut codes = self.sickness_codes.iter();
        if let Some(twice) = codes.find(|code| !percentages.insert((code.pay, code.percent))) {
            let (pay, percent) = (twice.pay.word(), twice.percent);
            return Err(Refusal::TwoCodes(format!("Sickness {percent} % ({pay})")));
        }
        for mappings in [&self.hour_codes, &self.surcharge_codes] {
            let mut factors = BTreeSet::new();
            if let Some(twice) = mappings.iter().find(|mapping| !factors.insert(mapping.factor)) {
                return Err(Refusal::TwoCodes(format!("Factor {}", twice.factor)));
            }
        }
        Ok(())
    }

    /// Whether both send to one company at one Nmbrs.
    #[must_use]
    pub fn same_company_as(&self, other: &Self) -> bool {
        let same_nmbrs = self.addresses.soap == other.addresses.soap || self.addresses.rest == other.addresses.rest;
        same_nmbrs && self.company.is(&other.company)
    }

    /// The code for a factor, if the mapping has one.
    #[must_use]
    pub fn code_for(&self, factor: Factor) -> Option<i64> {
        code_among(&self.hour_codes, factor)
    }

    /// The code for the surcharge of a factor alone, if the settings have one.
    #[must_use]
    pub fn surcharge_code_for(&self, factor: Factor) -> Option<i64> {
        code_among(&self.surcharge_codes, factor).or_else(|| match self.surcharge_method {
            SurchargeMethod::SurchargeOnly => self.code_for(factor),
            SurchargeMethod::WholeHour => None,
        })
    }
}

fn code_among(mappings: &[CodeMapping], factor: Factor) -> Option<i64> {
    let found = mappings.iter().find(|mapping| mapping.factor == factor);
    found.map(|mapping| mapping.code)
}

/// Factors as people write them.
mod factor_text {
    use loonbrug_domain::Factor;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub fn serialize<S: Serializer>(factor: &Factor, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(factor)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Factor, D::Error> {
        let text = String::deserialize(deserializer)?;
        Factor::parse(&text).map_err(D::Error::custom)
    }
}
