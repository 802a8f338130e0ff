use crate::rules::RuleSet;

/// The form of a file checked whole: this is what a user edits.
#[test]
fn a_rule_set_is_kept_as_readable_text() {
    let rules = RuleSet {
        note: None,
        breaks: Vec::new(),
        ..RuleSet::supermarket()
    };
    insta::assert_snapshot!(toml::to_string(&rules).unwrap(), @r#"
    name = "supermarket"
    valid-from = "2000-01-01"
    combine = "highest"
    holiday-by = "calendar-day"

    [holidays]
    liberation-day = "lustrum"
    good-friday = false
    removed = []

    [[windows]]
    name = "Zondag"
    days = ["sunday"]
    from = "00:00"
    to = "24:00"
    factor = "200 %"

    [windows.terms]
    last-day = "2021-12-31"

    [[windows]]
    name = "Zondag"
    days = ["sunday"]
    from = "00:00"
    to = "24:00"
    factor = "150 %"

    [windows.terms]
    first-day = "2022-01-01"

    [[minimum-calls]]
    name = "Minimumloon per oproep (BW 7:628a)"
    at-least = "03:00"
    break-up-to = "01:00"
    weekly-hours-below = 15
    "#);
}

#[test]
fn overtime_is_kept_as_readable_text() {
    let retail = RuleSet::retail_non_food();
    insta::assert_snapshot!(toml::to_string(&retail.overtime[1]).unwrap(), @r#"
    name = "Overwerk, gemiddeld over vier weken"
    more-than = "40:00"
    incidental = "00:15"
    factor = "150 %"

    [per.average-of-weeks]
    weeks = 4
    counted-from = "2000-01-03"

    [terms.unless]
    age-from = 21
    wage-above-minimum = "200 %"
    "#);
}

#[test]
fn every_preset_reads_back() {
    for preset in RuleSet::presets() {
        let text = toml::to_string(&preset).unwrap();
        assert_eq!(toml::from_str::<RuleSet>(&text).unwrap(), preset, "{text}");
        let json = serde_json::to_string(&preset).unwrap();
        assert_eq!(serde_json::from_str::<RuleSet>(&json).unwrap(), preset, "{json}");
    }
}

fn refused(window: &str) -> String {
    let text = format!("name = \"Winkel\"\nvalid-from = \"2023-01-01\"\n[[windows]]\n{window}");
    toml::from_str::<RuleSet>(&text).unwrap_err().to_string()
}

#[test]
fn what_is_left_out_has_a_safe_meaning() {
    let rules: RuleSet = toml::from_str("name = \"none\"\nvalid-from = \"2000-01-01\"").unwrap();
    assert_eq!(rules, RuleSet::none());
}

#[test]
fn typing_errors_are_refused_with_the_word() {
    let line = |days: &str, from: &str, to: &str, factor: &str| {
        format!("name = \"Zondag\"\ndays = [{days}]\nfrom = \"{from}\"\nto = \"{to}\"\nfactor = \"{factor}\"")
    };
    for (window, word) in [
        (line("\"zunday\"", "00:00", "24:00", "150 %"), "zunday"),
        (
            line("\"sunday\"", "25:00", "24:00", "150 %"),
            "`25:00` is not a time of day",
        ),
        (line("\"sunday\"", "0", "24:00", "150 %"), "`0` is not a time of day"),
        (
            line("\"sunday\"", "-1:00", "24:00", "150 %"),
            "`-1:00` is not a time of day",
        ),
        (
            line("\"sunday\"", "00:00", "24:01", "150 %"),
            "`24:01` is not a time of day",
        ),
        (line("\"sunday\"", "00:00", "24:00", "1,5"), "`1,5` is not a factor"),
        (line("\"sunday\"", "00:00", "24:00", "50 %"), "`50 %` is not a factor"),
        (line("\"sunday\"", "00:00", "24:00", "150 %") + "\nfaktor = 1", "faktor"),
    ] {
        let error = refused(&window);
        assert!(error.contains(word), "{error}");
    }
}
