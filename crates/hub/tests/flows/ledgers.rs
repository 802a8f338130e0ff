//! Hour ledgers end to end: weeks, credits, requests, payouts and sickness of the manual's people.

use crate::stage::{Desk, entry_text, leave_of_the_manual, over};
use jiff::civil::date;
use loonbrug_domain::leave::{LeaveKind, RequestState};
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_domain::plus_minus::WorkedDay;
use loonbrug_domain::processing::{SurchargeProcessing, WaitingDayProcessing};
use loonbrug_domain::profile::Setting;
use loonbrug_domain::{DateRange, HundredthHours};
use loonbrug_hub::ledgers::{Conversion, LedgerRefusal, NewPayout, Paid, PaidFor, SicknessReport};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{Payout, PayoutSource, PayoutState};

fn refusal<T: std::fmt::Debug>(outcome: Result<T, HubError>) -> LedgerRefusal {
    match outcome {
        Err(HubError::Refused(Refusal::Ledger(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_leave_of_the_manual() {
    over(Interface::Soap, async |stage| {
        let alex = leave_of_the_manual(stage).await;
        let statement = alex.statement().await;
        let amounts: Vec<_> = statement
            .leave
            .entries
            .iter()
            .map(|entry| entry.booking.hours.0)
            .collect();
        assert_eq!(amounts, [7500, -6750, -750, -750, 0, 15_000, -750, -7250]);
        assert_eq!(statement.leave.balance.to_string(), "135,00");
        let automatic: Vec<_> = statement.leave.expected.iter().map(entry_text).collect();
        assert_eq!(automatic, ["2024-01-01 yearly 2024 statutory 0 150,00"]);
        let summer = alex.statement_until(Some(date(2023, 9, 5))).await;
        assert_eq!(summer.leave.balance_until.to_string(), "62,50");
        let until_july = alex.statement_until(Some(date(2024, 7, 1))).await;
        assert_eq!(
            until_july.leave.balance_until.to_string(),
            "150,00",
            "62,50 of 2023 lapses"
        );
        alex.by_hand(LedgerKind::PlusMinus, 3400, date(2023, 5, 1), true).await;
        assert_eq!(alex.statement().await.combined.to_string(), "169,00");
        alex.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn weeks_are_booked_and_corrected() {
    over(Interface::Soap, async |stage| {
        let robin = Desk::new(stage, "1012", date(2023, 2, 27)).await;
        robin
            .set(Setting::SurchargeHours(SurchargeProcessing::PlusMinusHours))
            .await;
        // Twenty-four contract hours a week; nineteen are worked in weeks 9 and 10, ten of them on a Sunday.
        let week_9 = ["1012;28-02-2023;08:00;17:00;0", "1012;05-03-2023;08:00;18:00;0"];
        let week_10 = ["1012;07-03-2023;08:00;17:00;0", "1012;12-03-2023;08:00;18:00;0"];
        stage.bring(&[week_9, week_10].concat()).await;
        stage.clock.advance(-60 * 24 * 3600);
        let booked = robin.keep().await;
        let expected = [
            "2023-03-05 week 2023-W09 0 -5,00",
            "2023-03-05 surcharge 2023-W09 15000 0 5,00",
            "2023-03-12 week 2023-W10 0 -5,00",
            "2023-03-12 surcharge 2023-W10 15000 0 5,00",
        ];
        let mut sorted = booked.clone();
        sorted.sort_by_key(|line| expected.iter().position(|known| known == line));
        assert_eq!(sorted, expected, "{booked:?}");
        assert_eq!(robin.keep().await, [] as [&str; 0]);
        // An hour that was forgotten.
        let longer = ["1012;07-03-2023;08:00;18:00;0", week_10[1]];
        stage.bring(&[week_9, longer].concat()).await;
        assert_eq!(robin.keep().await, ["2023-03-12 week 2023-W10 1 1,00"]);
        let week = DateRange::new(date(2023, 3, 6), date(2023, 3, 12)).unwrap();
        let compared = stage
            .hub
            .compare_plus_minus(robin.organisation, &robin.person, week)
            .await
            .unwrap();
        assert_eq!(
            (compared.range.0, compared.weeks.0),
            (-400, -400),
            "a whole week is a week"
        );
        let half = DateRange::new(date(2023, 3, 8), date(2023, 3, 12)).unwrap();
        let compared = stage
            .hub
            .compare_plus_minus(robin.organisation, &robin.person, half)
            .await
            .unwrap();
        assert_eq!(
            (compared.range.0, compared.before.0, compared.weeks.0),
            (-714, 314, -400)
        );
        let paid = Paid {
            person: robin.person.id,
            paid_for: PaidFor::PlusHours(DateRange::new(date(2023, 3, 1), date(2023, 3, 31)).unwrap()),
            confirmed: HundredthHours(100),
            on: date(2023, 3, 16),
        };
        for booked in [1, 0] {
            let entries = stage.hub.book_paid(robin.organisation, &[paid]).await.unwrap();
            assert_eq!(entries.len(), booked);
        }
        assert_eq!(robin.statement().await.plus_minus.balance, HundredthHours::ZERO);
        robin.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn who_does_not_register_hours_has_no_plus_minus_hours() {
    over(Interface::Soap, async |stage| {
        let robin = Desk::new(stage, "1012", date(2023, 2, 27)).await;
        assert_eq!(robin.keep().await, ["2023-01-01 yearly 2023 statutory 0 96,00"; 0]);
        let organisation = robin.organisation;
        let balances = stage
            .hub
            .store
            .balances(organisation, date(2023, 12, 31))
            .await
            .unwrap();
        assert_eq!(balances, []);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_decided_and_taken_back() {
    over(Interface::Soap, async |stage| {
        let alex = Desk::new(stage, "1015", date(2023, 1, 1)).await;
        let request = alex.request(date(2023, 6, 5), date(2023, 6, 6), 1500, false).await;
        assert_eq!(alex.statement().await.leave.entries, []);
        let approved = alex.decide(&request, RequestState::Approved).await.unwrap();
        assert_eq!(approved, ["2023-06-06 request 0 -15,00"]);
        assert_eq!(
            alex.decide(&request, RequestState::Approved).await.unwrap(),
            [] as [&str; 0]
        );
        let refused = refusal(alex.decide(&request, RequestState::Rejected).await);
        assert!(matches!(refused, LedgerRefusal::Decided { .. }), "{refused:?}");
        let withdrawn = alex.decide(&request, RequestState::Withdrawn).await.unwrap();
        assert_eq!(withdrawn, ["2023-06-06 request 1 15,00"]);
        let rejected = alex.request(date(2023, 6, 7), date(2023, 6, 7), 750, false).await;
        assert_eq!(
            alex.decide(&rejected, RequestState::Rejected).await.unwrap(),
            [] as [&str; 0]
        );
        alex.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_payout_follows_what_nmbrs_holds() {
    over(Interface::Soap, async |stage| {
        let alex = Desk::new(stage, "1015", date(2023, 1, 1)).await;
        alex.by_hand(LedgerKind::Leave, 10_000, date(2023, 1, 1), true).await;
        let (hub, coupling) = (&stage.hub, stage.coupling().await);
        let new = |hours| NewPayout {
            person: alex.person.id,
            source: PayoutSource::Leave,
            hours: HundredthHours(hours),
            code: 4100,
        };
        let payout: Payout = hub.request_payout(&coupling, new(6250)).await.unwrap();
        let refused = refusal(hub.request_payout(&coupling, new(6250)).await);
        let (wanted, available) = (HundredthHours(6250), HundredthHours(3750));
        assert_eq!(
            refused,
            LedgerRefusal::TooLittle { wanted, available },
            "the first waits"
        );
        assert_eq!(
            hub.approved_payouts(coupling.id(), alex.organisation).await.unwrap(),
            []
        );
        hub.approve_payout(alex.organisation, payout.id).await.unwrap();
        assert_eq!(
            hub.approved_payouts(coupling.id(), alex.organisation)
                .await
                .unwrap()
                .len(),
            1
        );
        let paid = |confirmed| Paid {
            person: alex.person.id,
            paid_for: PaidFor::Payout(payout.id),
            confirmed: HundredthHours(confirmed),
            on: date(2023, 5, 17),
        };
        let mut seen = Vec::new();
        for confirmed in [6250, 6250, 0, 6250] {
            let booked = hub.book_paid(alex.organisation, &[paid(confirmed)]).await.unwrap();
            let state = hub.payouts(alex.organisation).await.unwrap()[0].state;
            seen.push((
                booked
                    .iter()
                    .map(|stored| stored.entry.booking.hours.0)
                    .collect::<Vec<_>>(),
                state,
            ));
        }
        let expected = [
            (vec![-6250], PayoutState::Posted),
            (vec![], PayoutState::Posted),
            (vec![6250], PayoutState::Approved),
            (vec![-6250], PayoutState::Posted),
        ];
        assert_eq!(seen, expected);
        assert_eq!(alex.statement().await.leave.balance, HundredthHours(3750));
        let refused = refusal(hub.cancel_payout(alex.organisation, payout.id, "").await);
        assert!(matches!(refused, LedgerRefusal::Decided { .. }), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn plus_minus_hours_become_leave() {
    over(Interface::Soap, async |stage| {
        let alex = Desk::new(stage, "1015", date(2023, 1, 1)).await;
        alex.by_hand(LedgerKind::PlusMinus, 1000, date(2023, 1, 1), true).await;
        let conversion = |hours| Conversion {
            hours: HundredthHours(hours),
            date: date(2023, 5, 17),
            kind: LeaveKind::TimeForTime,
            reason: "op verzoek".to_owned(),
        };
        let hub = &stage.hub;
        let (organisation, person) = (alex.organisation, alex.person.id);
        let refused = refusal(hub.convert_to_leave(organisation, person, &conversion(1001)).await);
        let (wanted, available) = (HundredthHours(1001), HundredthHours(1000));
        assert_eq!(refused, LedgerRefusal::TooLittle { wanted, available });
        assert_eq!(
            hub.convert_to_leave(organisation, person, &conversion(800))
                .await
                .unwrap()
                .len(),
            2
        );
        let statement = alex.statement().await;
        assert_eq!((statement.plus_minus.balance.0, statement.leave.balance.0), (200, 800));
    })
    .await;
}

#[tokio::test]
async fn a_waiting_day_costs_what_was_chosen() {
    over(Interface::Soap, async |stage| {
        let alex = Desk::new(stage, "1015", date(2023, 5, 1)).await;
        alex.set(Setting::parse(loonbrug_domain::profile::Field::WaitingDays, "1").unwrap())
            .await;
        let report = SicknessReport {
            person: alex.person.id,
            first_day: date(2023, 5, 8),
            percent: 100,
            expected_until: None,
        };
        let hub = &stage.hub;
        let case = hub.report_sick(alex.organisation, report).await.unwrap();
        let twice = refusal(hub.report_sick(alex.organisation, report).await);
        assert!(matches!(twice, LedgerRefusal::Sickness(_)), "{twice:?}");
        hub.report_recovered(alex.organisation, case.id, date(2023, 5, 11))
            .await
            .unwrap();
        let run = hub.keep_ledgers(alex.organisation, None).await.unwrap();
        assert_eq!(run.skipped.len(), 1, "somebody must choose: {:?}", run.skipped);
        alex.set(Setting::WaitingDaysAs(WaitingDayProcessing::Leave)).await;
        assert_eq!(
            alex.keep().await,
            [format!("2023-05-08 waiting-day {} 2023-05-08 0 -7,60", case.id)]
        );
        alex.set(Setting::WaitingDaysAs(WaitingDayProcessing::DeductedFromSalary))
            .await;
        assert_eq!(
            alex.keep().await,
            [format!("2023-05-08 waiting-day {} 2023-05-08 1 7,60", case.id)]
        );
        let may = DateRange::new(date(2023, 5, 1), date(2023, 5, 31)).unwrap();
        let lines = hub.sickness_hours(alex.organisation, may).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.hours.0).collect::<Vec<_>>(), [760, 1520]);
        let absent = hub.paid_absence(alex.organisation, may).await.unwrap();
        let hours = |days: &Vec<WorkedDay>| days.iter().map(|day| day.paid_absence.0).sum::<i64>();
        assert_eq!(absent.get(&alex.person.id).map(hours), Some(2280));
    })
    .await;
}

#[tokio::test]
async fn the_export_of_one_person_is_their_part_of_the_export_of_all() {
    over(Interface::Soap, async |stage| {
        let desk = Desk::new(stage, "Alex van Beuzekom", date(2023, 1, 1)).await;
        desk.by_hand(LedgerKind::PlusMinus, 4_000, date(2023, 2, 26), true)
            .await;
        desk.by_hand(LedgerKind::PlusMinus, -500, date(2023, 3, 5), false).await;
        let robin = stage.hub.person_called(desk.organisation, "Robin de Boer").await;
        let other = Desk {
            stage,
            organisation: desk.organisation,
            person: robin.unwrap(),
        };
        other.by_hand(LedgerKind::PlusMinus, 700, date(2023, 3, 5), false).await;
        let days = DateRange::new(date(2023, 3, 1), date(2023, 3, 31)).unwrap();
        let (hub, of) = (&stage.hub, desk.organisation);
        let mut all = hub.ledger_rows(of, LedgerKind::PlusMinus, days).await.unwrap();
        assert_eq!(all.len(), 2);
        all.retain(|row| row.name == "Alex van Beuzekom");
        let own = hub.ledger_rows_of(of, &desk.person, LedgerKind::PlusMinus, days).await;
        let own = own.unwrap();
        assert_eq!(own, all);
        assert_eq!(own[0].balance, HundredthHours(3_500), "what was there before counts");
    })
    .await;
}
