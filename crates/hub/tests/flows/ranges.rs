//! Ranges of days: a worked minute goes once, and days are one value for a person and period.

use crate::stage::{APRIL, COUPLING, Stage, everywhere, held, lines, month, range};
use loonbrug_domain::{Frequency, PayPeriod};
use loonbrug_hub::hours::{Choice, HoursRun, Span};
use loonbrug_hub::{HubError, Refusal};

const FIRST_HALF: &str = "2023-04-01/2023-04-15";
const SECOND_HALF: &str = "2023-04-16/2023-04-30";
const SHIFTS: [&str; 4] = [
    "1001;03-04-2023;09:00;17:00;0",
    "1001;17-04-2023;09:00;15:00;0",
    "1001;18-04-2023;09:00;15:00;0",
    "1002;04-04-2023;10:00;14:00;0",
];

#[tokio::test]
async fn a_range_that_overlaps_one_that_was_sent_is_refused() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&SHIFTS).await;
        stage.apply(FIRST_HALF).await;
        stage.writes();
        for days in ["2023-04-15/2023-04-30", APRIL, "2023-04-03/2023-04-03"] {
            let span = stage.span(days).await;
            let overlaps = Refusal::RangeOverlaps {
                range: range(days),
                sent: range(FIRST_HALF),
            };
            let planned = stage.hub.plan_hours(&coupling, span).await;
            assert!(
                matches!(&planned, Err(HubError::Refused(refusal)) if *refusal == overlaps),
                "{planned:?}"
            );
            let sent = stage.hub.apply_hours(&coupling, span, &Choice::default()).await;
            assert!(
                matches!(&sent, Err(HubError::Refused(refusal)) if *refusal == overlaps),
                "{sent:?}"
            );
        }
        assert_eq!(stage.writes(), []);
        stage.held().await
    })
    .await;
}

#[tokio::test]
async fn two_ranges_of_a_period_go_apart_and_their_days_together() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        stage.apply(FIRST_HALF).await;
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1002 2100 4,00"], &["1001 1", "1002 1"])
        );
        let run = stage.apply(SECOND_HALF).await;
        assert_eq!(run.run.state, "done");
        let both = ["1001 2100 12,00", "1001 2100 8,00", "1002 2100 4,00"];
        assert_eq!(stage.held().await, held(&both, &["1001 3", "1002 1"]));
        // Either range again sends nothing.
        stage.writes();
        stage.apply(FIRST_HALF).await;
        stage.apply(SECOND_HALF).await;
        assert_eq!(stage.writes(), []);
        // What changes in the one leaves the row of the other alone.
        stage
            .bring(&["1001;03-04-2023;09:00;16:00;0", "1001;05-04-2023;09:00;10:00;0"])
            .await;
        let run = stage.apply(FIRST_HALF).await;
        assert_eq!(
            stage.writes(),
            [("days", 1)],
            "7 + 1 hours are 8 as before, on two days"
        );
        assert_eq!(stage.held().await, held(&both, &["1001 4", "1002 1"]));
        let second = lines(&stage.plan(SECOND_HALF).await);
        assert_eq!(second, ["1001 2100 12,00 unchanged", "1001 days 4 unchanged"]);
        run.run.state
    })
    .await;
}

async fn apply_in(stage: &Stage, days: &str, period: PayPeriod) -> Result<HoursRun, HubError> {
    let coupling = stage.hub.coupling(COUPLING).await?;
    stage
        .hub
        .apply_hours(&coupling, Span::of_hours(range(days), period), &Choice::default())
        .await
}

#[tokio::test]
async fn a_range_over_two_periods_states_its_period() {
    const ACROSS: &str = "2023-04-17/2023-05-14";
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&SHIFTS).await;
        stage.bring(&["1002;08-05-2023;10:00;14:00;0"]).await;
        let unsaid = stage.hub.span(&coupling, range(ACROSS), None);
        let expected = Refusal::RangeNotInPeriod { range: range(ACROSS) };
        assert!(
            matches!(&unsaid, Err(HubError::Refused(refusal)) if *refusal == expected),
            "{unsaid:?}"
        );
        let said = stage.hub.span(&coupling, range(ACROSS), Some(month(2023, 4))).unwrap();
        assert_eq!(said, Span::of_hours(range(ACROSS), month(2023, 4)));
        let run = apply_in(stage, ACROSS, month(2023, 4)).await.unwrap();
        assert_eq!(run.run.state, "done");
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 12,00", "1002 2100 4,00"], &["1001 2", "1002 1"])
        );
    })
    .await;
}

/// The same minutes in two periods would be paid twice, whichever period is said.
#[tokio::test]
async fn days_that_were_sent_in_one_period_are_refused_in_another() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        apply_in(stage, APRIL, month(2023, 4)).await.unwrap();
        stage.writes();
        for days in [APRIL, "2023-04-17/2023-05-14"] {
            let twice = apply_in(stage, days, month(2023, 5)).await;
            let overlaps = Refusal::RangeOverlaps {
                range: range(days),
                sent: range(APRIL),
            };
            assert!(
                matches!(&twice, Err(HubError::Refused(refusal)) if *refusal == overlaps),
                "{twice:?}"
            );
        }
        assert_eq!(stage.writes(), []);
        stage.held().await
    })
    .await;
}

#[tokio::test]
async fn a_four_weekly_company_pays_in_its_own_periods() {
    const PERIOD_5: &str = "2023-04-24/2023-05-21";
    everywhere(async |stage| {
        let coupling = stage.couple_company(COUPLING, "2", Frequency::FourWeekly).await;
        stage.import_people(&coupling).await;
        stage
            .bring(&[
                "1001;24-04-2023;10:00;16:00;0",
                "1002;08-05-2023;10:00;14:00;0",
                "1002;19-05-2023;10:00;14:00;0",
            ])
            .await;
        let span = stage.span(PERIOD_5).await;
        assert_eq!(span.period, PayPeriod::new(Frequency::FourWeekly, 2023, 5).unwrap());
        let run = stage.apply(PERIOD_5).await;
        assert_eq!(run.run.state, "done");
        let held_now = stage.held_in("company=2&year=2023&period=5").await;
        assert_eq!(
            held_now,
            held(&["1001 2100 6,00", "1002 2100 8,00"], &["1001 1", "1002 2"])
        );
        stage.writes();
        stage.apply(PERIOD_5).await;
        assert_eq!(stage.writes(), []);
    })
    .await;
}
