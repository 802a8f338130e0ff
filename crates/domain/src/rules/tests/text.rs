use crate::rules::RuleSet;

/// The preset with its file form checked whole: this is what a user edits.
#[test]
fn a_rule_set_is_kept_as_readable_text() {
    let text = toml::to_string(&RuleSet::retail_non_food()).unwrap();
    insta::assert_snapshot!(text, @r#"
    name = "retail-non-food"
    valid-from = "2000-01-01"
    combine = "highest"

    [holidays]
    liberation-day = "lustrum"
    good-friday = false
    removed = []

    [[windows]]
    name = "Nacht"
    days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    from = "00:00"
    to = "07:00"
    factor = "150 %"

    [[windows]]
    name = "Late avond"
    days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    from = "22:00"
    to = "24:00"
    factor = "150 %"

    [[windows]]
    name = "Zondag"
    days = ["sunday"]
    from = "00:00"
    to = "24:00"
    factor = "150 %"

    [[windows]]
    name = "Feestdag"
    days = ["holiday"]
    from = "00:00"
    to = "24:00"
    factor = "200 %"
    "#);
    assert_eq!(toml::from_str::<RuleSet>(&text).unwrap(), RuleSet::retail_non_food());
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
