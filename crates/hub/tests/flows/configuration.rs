//! Couplings, mappings and rule sets as one file (X8).

use crate::stage::{APRIL, COUPLING, ORGANISATION, Stage, everywhere, lines};
use loonbrug_domain::{Factor, RuleSet};
use loonbrug_hub::settings::CouplingSettings;
use loonbrug_hub::{ConfigurationFile, HubError, Refusal};

/// The file as somebody gets it, edits it and gives it back.
async fn exported(stage: &Stage) -> String {
    stage.hub.export_configuration().await.unwrap().text().unwrap()
}

/// What importing a text changed, as `subject: from → to`.
async fn imported(stage: &Stage, text: &str) -> Vec<String> {
    let file = ConfigurationFile::parse(text).unwrap();
    let shown = stage.hub.compare_configuration(&file).await.unwrap();
    let made = stage.hub.import_configuration(&file).await.unwrap();
    assert_eq!(made, shown, "what was shown is what is made");
    let side = |side: &Option<String>| side.clone().unwrap_or_default();
    made.iter()
        .map(|change| format!("{}: {} → {}", change.subject, side(&change.from), side(&change.to)))
        .collect()
}

#[tokio::test]
async fn an_unchanged_file_changes_nothing() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage
            .hub
            .put_rule_sets(coupling.organisation(), &[RuleSet::retail_non_food()])
            .await
            .unwrap();
        let text = exported(stage).await;
        for secret in ["nmbrs-sandbox-token", "loonbrug-secret", "nmbrs-subscription-key"] {
            assert!(!text.contains(secret), "{text}");
        }
        let before = stage.kept().await;
        assert_eq!(imported(stage, &text).await, [] as [&str; 0]);
        assert_eq!(stage.kept().await, before, "not even a line in the audit log");
        assert_eq!(exported(stage).await, text);
    })
    .await;
}

#[tokio::test]
async fn a_changed_code_is_shown_and_taken_over() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        let text = exported(stage).await;
        assert!(text.contains("code = 2100"), "{text}");
        let changes = imported(stage, &text.replace("code = 2100", "code = 2190")).await;
        assert_eq!(changes.len(), 1);
        assert!(
            changes[0].starts_with("coupling modehuis · settings · hour-codes: "),
            "{changes:?}"
        );
        let now = stage.coupling().await;
        assert_eq!(now.settings.code_for(Factor::percent(100)), Some(2190));
        let expected = CouplingSettings {
            hour_codes: now.settings.hour_codes.clone(),
            ..coupling.settings
        };
        assert_eq!(now.settings, expected, "nothing else changed");
        assert_eq!(imported(stage, &exported(stage).await).await, [] as [&str; 0]);
        lines(&stage.plan(APRIL).await)
    })
    .await;
}

/// What the rights check found is not a person's to set: a file neither holds nor forgets it.
#[tokio::test]
async fn what_the_rights_check_found_is_kept() {
    everywhere(async |stage| {
        stage.with_people().await;
        let missing = vec![loonbrug_nmbrs::capability::Capability::UpdateHours];
        stage
            .settings(|settings| settings.missing_rights.clone_from(&missing))
            .await;
        let text = exported(stage).await;
        assert!(!text.contains("missing-rights"), "{text}");
        imported(stage, &text.replace("code = 2100", "code = 2190")).await;
        assert_eq!(stage.coupling().await.settings.missing_rights, missing);
    })
    .await;
}

#[tokio::test]
async fn a_file_makes_couplings_and_rule_sets_on_an_empty_database() {
    everywhere(async |stage| {
        let coupling = stage.couple(COUPLING).await;
        stage
            .hub
            .put_rule_sets(coupling.organisation(), &[RuleSet::retail_non_food()])
            .await
            .unwrap();
        let text = exported(stage).await.replace("modehuis", "tweede");
        let text = text.replace(ORGANISATION, "Een ander");
        let changes = imported(stage, &text).await;
        assert_eq!(changes, ["coupling tweede:  → new"]);
        let second = stage.hub.coupling("tweede").await.unwrap();
        assert_ne!(second.organisation(), coupling.organisation());
        assert_eq!(second.settings, coupling.settings);
        let refused = stage.hub.plan_people(&second).await;
        assert!(
            matches!(refused, Err(HubError::Refused(Refusal::NoAuthorisation(_)))),
            "a file brings no log-in"
        );
        changes
    })
    .await;
}

/// One company has one coupling in an organisation; which one may change in one file.
#[tokio::test]
async fn a_company_may_pass_to_a_new_coupling() {
    everywhere(async |stage| {
        stage.couple(COUPLING).await;
        let mut file = stage.hub.export_configuration().await.unwrap();
        let mut second = file.couplings[0].clone();
        second.name = "tweede".to_owned();
        file.couplings.insert(0, second);
        let refused = stage.hub.compare_configuration(&file).await.unwrap_err();
        assert!(
            matches!(&refused, HubError::Refused(Refusal::CompanyCoupled { coupling, .. }) if coupling == "tweede"),
            "{refused:?}"
        );
        let company = &mut file.couplings[1].settings.company;
        (company.number, company.remote_number, company.remote_uuid) = ("77".to_owned(), None, None);
        let changes = stage.hub.import_configuration(&file).await.unwrap();
        assert!(
            changes.iter().any(|change| change.subject == "coupling tweede"),
            "{changes:?}"
        );
        assert_eq!(stage.coupling().await.settings.company.number, "77");
        stage.hub.coupling("tweede").await.unwrap().settings.company.number
    })
    .await;
}

/// A file with a fault takes nothing over, whatever else it holds.
#[tokio::test]
async fn a_file_that_does_not_fit_is_refused_as_a_whole() {
    everywhere(async |stage| {
        stage.couple(COUPLING).await;
        let text = exported(stage).await;
        let changed = text.replace("code = 2100", "code = 2190");
        let before = stage.kept().await;
        for (from, to) in [
            ("rule-set = \"retail-non-food\"", "rule-set = \"no-such-rules\""),
            (ORGANISATION, "Een ander"),
            ("\"150 %\"", "\"100 %\""),
        ] {
            assert!(changed.contains(from), "{from}");
            let file = ConfigurationFile::parse(&changed.replace(from, to)).unwrap();
            assert!(stage.hub.compare_configuration(&file).await.is_err(), "{to}");
            assert!(stage.hub.import_configuration(&file).await.is_err(), "{to}");
        }
        for broken in ["format = 2", "nonsense", "format = 1\nunknown = 3"] {
            assert!(ConfigurationFile::parse(broken).is_err(), "{broken}");
        }
        assert_eq!(stage.kept().await, before);
    })
    .await;
}
