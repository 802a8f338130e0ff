//! Ledgers as files.

use crate::databases::everywhere;
use crate::stage::Stage;
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_ledger_is_a_file_of_either_kind() {
    everywhere(async |stage: Stage| {
        let booking = json!({
            "ledger": "plus-minus", "hundredths_of_an_hour": -150, "date": "2023-05-01", "reason": "=Inventarisatie",
        });
        let path = format!("/people/{}/ledger-bookings", stage.person);
        stage.post(&path, Some("b"), &booking).await;
        let may = "from=2023-05-01&to=2023-05-31";
        let (status, headers, bytes) = stage.get_file(&format!("/exports/plus-minus?{may}")).await;
        let header = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!((status, header("content-type").as_str()), (StatusCode::OK, "text/csv"));
        assert_eq!(
            header("content-disposition"),
            "attachment; filename=\"plusmin-uren-2023-05-01-2023-05-31.csv\""
        );
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.contains("1001;Thomas Lakeman;01-05-2023;'=Inventarisatie;-1,50;"),
            "a text is never a formula: {text}"
        );
        let one = format!("/exports/plus-minus?{may}&person={}&format=xlsx", stage.person);
        let (status, headers, bytes) = stage.get_file(&one).await;
        assert_eq!(status, StatusCode::OK);
        let kind = headers.get("content-type").unwrap().to_str().unwrap();
        assert!(kind.ends_with("spreadsheetml.sheet"), "{kind}");
        assert_eq!(bytes.get(..2), Some(&b"PK"[..]));
        let (status, _, bytes) = stage.get_file(&format!("/exports/leave?{may}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(String::from_utf8(bytes).unwrap().contains("Conto werkgever"));
        let stranger = stage
            .get(&format!("/exports/leave?{may}&person={}", stage.stranger))
            .await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
        let wrong = stage.get(&format!("/exports/leave?{may}&format=pdf")).await;
        assert_eq!(wrong.json["errors"][0]["parameter"], "format", "{wrong:?}");
    })
    .await;
}

#[tokio::test]
async fn the_history_is_a_file_with_its_proof() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let april = json!({ "flow": "hours", "from": "2023-04-01", "to": "2023-04-30" });
        let plan = stage.post(&stage.at_coupling("/plans"), None, &april).await;
        let path = stage.at_coupling("/plans/hours_2023-04-01_2023-04-30/send");
        let body = json!({ "fingerprint": plan.json["fingerprint"] });
        stage.post(&path, Some("1"), &body).await;
        let days = "from=2023-05-17&to=2023-05-17";
        let (status, _, bytes) = stage.get_file(&format!("/exports/history?{days}")).await;
        assert_eq!(status, StatusCode::OK);
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(lines.len(), 27, "every line that was sent: {text}");
        assert!(
            lines.iter().any(|line| line
                .contains("token rooster;Uren doorgeven aan Nmbrs;modehuis;2023-4;Thomas Lakeman;uren;2100")
                && line.contains(";nieuw;0,00;15,00;15,00;Nmbrs houdt het;LB-")),
            "{text}"
        );
        let (_, _, before) = stage.get_file("/exports/history?from=2023-05-01&to=2023-05-16").await;
        assert_eq!(
            String::from_utf8(before).unwrap().lines().count(),
            1,
            "a header, and nothing"
        );
        let (_, _, workbook) = stage.get_file(&format!("/exports/history?{days}&format=xlsx")).await;
        assert_eq!(workbook.get(..2), Some(&b"PK"[..]));
    })
    .await;
}
