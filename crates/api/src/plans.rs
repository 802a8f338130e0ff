//! Plans that were read from Nmbrs and are being decided about. They can be read again at any time, so they may be
//! forgotten: decisions are in the database.

use crate::failure::Failure;
use loonbrug_domain::ids::CouplingId;
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::hours::{Flow, OpenPlan, Span};
use std::sync::{Arc, Mutex, PoisonError};

/// How many are kept; the one that was put there longest ago goes first.
const AT_MOST: usize = 40;

type Kept = Vec<((CouplingId, Span), Arc<OpenPlan>)>;

/// Plans by coupling, flow and days.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    kept: Arc<Mutex<Kept>>,
}

impl Plans {
    /// The plan, if it is kept.
    pub fn get(&self, coupling: CouplingId, span: Span) -> Option<Arc<OpenPlan>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(about, _)| *about == (coupling, span));
        found.map(|(_, plan)| Arc::clone(plan))
    }

    /// Keeps a plan in the place of a former one.
    pub fn put(&self, coupling: CouplingId, span: Span, plan: OpenPlan) -> Arc<OpenPlan> {
        let plan = Arc::new(plan);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(about, _)| *about != (coupling, span));
        if kept.len() >= AT_MOST {
            kept.remove(0);
        }
        kept.push(((coupling, span), Arc::clone(&plan)));
        plan
    }

    /// Forgets the plans of a coupling: something was sent, or they no longer hold.
    pub fn forget(&self, coupling: CouplingId) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|((of, _), _)| *of != coupling);
    }
}

/// The name of a plan in paths: `hours_2023-04-01_2023-04-30`.
pub fn name(span: Span) -> String {
    format!("{}_{}_{}", span.flow.as_str(), span.range.from, span.range.to)
}

/// The flow and the days of a name.
///
/// # Errors
/// [`Failure::NotFound`].
pub fn named(name: &str) -> Result<(Flow, DateRange), Failure> {
    let mut parts = name.split('_');
    let parsed = (|| {
        let flow = Flow::parse(parts.next()?)?;
        let from: Date = parts.next()?.parse().ok()?;
        let to: Date = parts.next()?.parse().ok()?;
        let range = DateRange::new(from, to)?;
        parts.next().is_none().then_some((flow, range))
    })();
    parsed.ok_or(Failure::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::{Frequency, PayPeriod};

    #[test]
    fn a_name_says_flow_and_days() {
        let (flow, range) = named("plus-hours_2023-04-01_2023-04-30").unwrap();
        let period = PayPeriod::containing(Frequency::Monthly, range.to);
        assert_eq!(name(Span { flow, range, period }), "plus-hours_2023-04-01_2023-04-30");
        for wrong in [
            "hours",
            "x_2023-04-01_2023-04-30",
            "hours_2023-04-30_2023-04-01",
            "hours_2023-04-01_2023-04-30_",
        ] {
            assert!(named(wrong).is_err(), "{wrong}");
        }
    }
}
