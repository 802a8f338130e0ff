//! Runs that are found by what somebody types.

use crate::access::visitor_as;
use crate::stage::{APRIL, over};
use loonbrug_domain::access::{Right, Role};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{Part, RunsSought};

#[tokio::test]
async fn a_run_is_found_by_person_period_description_and_mark() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage.bring(&["1002;03-04-2023;09:00;17:00;0"]).await;
        let run = stage.apply(APRIL).await.run;
        let mark = stage.hub.store.postings_of_run(run.id).await.unwrap()[0].mark.clone();
        let (hub, visitor, organisation) = visitor_as(stage, Role::Payroll).await;
        let history = hub.allowed(&visitor, Right::SeeHistory, organisation).await.unwrap();
        let people = hub.allowed(&visitor, Right::SeePeople, organisation).await.unwrap();
        let part = Part { skip: 0, most: 10 };
        let number = run.id.to_string();
        let of_april = [
            "Kreuk",
            "kreuk april 2023",
            "1002",
            "4 2023",
            "Uren 01-04-2023 t/m 30-04-2023",
            mark.as_str(),
            number.as_str(),
        ];
        for text in of_april {
            let sought = (RunsSought::default(), text);
            let found = hub.runs_found(&history, Some(&people), sought, part).await.unwrap();
            let flows: Vec<_> = found.part.iter().map(|run| run.flow.as_str()).collect();
            assert_eq!(flows, ["hours"], "{text}");
        }
        let count = async |people, text: &str| {
            let sought = (RunsSought::default(), text);
            hub.runs_found(&history, people, sought, part).await.unwrap().count
        };
        assert_eq!(count(Some(&people), "Lakeman").await, 0);
        assert_eq!(count(Some(&people), "kreuk mei 2023").await, 0);
        assert_eq!(
            count(None, "Kreuk").await,
            0,
            "names of people whom one may not see find nothing"
        );
        assert_eq!(count(Some(&people), "modehuis").await, 2);
    })
    .await;
}
