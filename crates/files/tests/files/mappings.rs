//! Which column is what: recognised, decided, kept.

use crate::support::{amounts, made, read, shifts};
use loonbrug_domain::Factor;
use loonbrug_files::{ColumnMapping, ColumnUse, Field, FileError, LineLayout};
use std::collections::{BTreeMap, BTreeSet};

fn mapping(fields: &[(Field, &str)], ignored: &[&str]) -> ColumnMapping {
    ColumnMapping {
        fields: fields
            .iter()
            .map(|(field, header)| (*field, (*header).to_owned()))
            .collect(),
        ignored: ignored.iter().map(|header| (*header).to_owned()).collect(),
    }
}

#[test]
fn what_was_recognised_is_given_back_and_reads_the_same() {
    let file = made("Pers. nr;Datum;Begin;Einde;Rest\n42;3-4-2023;9:00;10:00;x\n".as_bytes());
    let first = file.read(None).unwrap();
    let expected = mapping(
        &[
            (Field::EmployeeNumber, "Pers. nr"),
            (Field::Date, "Datum"),
            (Field::Start, "Begin"),
            (Field::End, "Einde"),
        ],
        &[],
    );
    assert_eq!(first.mapping, expected);
    assert_eq!(file.read(Some(&expected)).unwrap(), first);
}

#[test]
fn a_mapping_is_readable_text() {
    let mapping = mapping(
        &[(Field::EmployeeNumber, "Nr"), (Field::HoursAt(Factor(13_333)), "OW 33")],
        &["Rest"],
    );
    insta::assert_snapshot!(serde_json::to_string(&mapping).unwrap(), @r#"{"fields":{"employee_number":"Nr","hours_133.33":"OW 33"},"ignored":["Rest"]}"#);
    let text = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<ColumnMapping>(&text).unwrap(), mapping);
    for wrong in [
        r#"{"fields":{"hours_1":"x"}}"#,
        r#"{"fields":{"shoe_size":"x"}}"#,
        r#"{"columns":{}}"#,
    ] {
        assert!(serde_json::from_str::<ColumnMapping>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_mapping_names_headers_that_nobody_would_recognise() {
    let file = made("Code;Wanneer;In;Uit\n42;3-4-2023;9:00;10:00\n".as_bytes());
    assert_eq!(file.read(None).unwrap_err(), FileError::NoHeader);
    let given = mapping(
        &[
            (Field::EmployeeNumber, "code"),
            (Field::Date, "wanneer"),
            (Field::Start, "IN"),
            (Field::End, "uit"),
            (Field::Break, "staat er niet"),
        ],
        &[],
    );
    let read = file.read(Some(&given)).unwrap();
    assert_eq!(shifts(&read)[0].person.number, Some(42));
    assert_eq!(
        read.mapping.fields.get(&Field::Date).map(String::as_str),
        Some("Wanneer")
    );
    assert_eq!(
        read.mapping.fields.get(&Field::Break).map(String::as_str),
        Some("staat er niet")
    );
}

#[test]
fn a_new_factor_column_is_recognised_beside_a_kept_mapping() {
    let kept = mapping(&[(Field::HoursAt(Factor::percent(150)), "OW half")], &[]);
    let file = made("nr;van;tot;OW half;uren_200\n1;1-4-2023;30-4-2023;2;3\n".as_bytes());
    let read = file.read(Some(&kept)).unwrap();
    assert_eq!(
        amounts(&read),
        [(2, Factor::percent(150), 200), (2, Factor::percent(200), 300)]
    );
}

#[test]
fn two_columns_for_one_field_are_for_the_user_to_decide() {
    let file = made("nr;naam;medewerker;datum;van;tot\n1;A;B;3-4-2023;9:00;10:00\n".as_bytes());
    let headers = vec!["naam".to_owned(), "medewerker".to_owned()];
    assert_eq!(
        file.read(None).unwrap_err(),
        FileError::AmbiguousColumns {
            line: 1,
            field: Field::Name,
            headers
        }
    );
    let by_field = file.read(Some(&mapping(&[(Field::Name, "medewerker")], &[]))).unwrap();
    assert_eq!(shifts(&by_field)[0].person.name.as_deref(), Some("B"));
    let by_ignoring = file.read(Some(&mapping(&[], &["Medewerker"]))).unwrap();
    assert_eq!(shifts(&by_ignoring)[0].person.name.as_deref(), Some("A"));
    assert_eq!(by_ignoring.mapping.ignored, BTreeSet::from(["Medewerker".to_owned()]));
}

#[test]
fn hours_beside_hours_at_a_factor_may_be_all_or_the_rest() {
    let file = made("nr;van;tot;uren;uren_150\n1;1-4-2023;30-4-2023;8;2\n".as_bytes());
    let headers = vec!["uren".to_owned(), "uren_150".to_owned()];
    assert_eq!(
        file.read(None).unwrap_err(),
        FileError::AmbiguousColumns {
            line: 1,
            field: Field::Hours,
            headers
        }
    );
    let worked = file
        .read(Some(&mapping(&[(Field::HoursAt(Factor::WORKED), "uren")], &[])))
        .unwrap();
    assert_eq!(
        amounts(&worked),
        [(2, Factor::WORKED, 800), (2, Factor::percent(150), 200)]
    );
    let without = file.read(Some(&mapping(&[], &["uren"]))).unwrap();
    assert_eq!(amounts(&without), [(2, Factor::percent(150), 200)]);
}

#[test]
fn a_header_with_something_missing_says_what() {
    let error = read("nr;naam;datum;begin\n1;A;3-4-2023;9:00\n").unwrap_err();
    assert_eq!(
        error,
        FileError::MissingColumns {
            line: 1,
            layout: LineLayout::Shifts,
            missing: vec![Field::End],
            headers: ["nr", "naam", "datum", "begin"].map(str::to_owned).to_vec(),
        }
    );
    let error = read("uren_normaal;uren_150;van\n8;2;1-4-2023\n").unwrap_err();
    let FileError::MissingColumns { layout, missing, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (layout, missing),
        (LineLayout::HoursWide, vec![Field::EmployeeNumber, Field::PeriodTo])
    );
}

#[test]
fn every_use_of_a_column_is_told() {
    let file = read("nr;datum;uren;verlof;kleur\n1;3-4-2023;8;;rood\n").unwrap();
    let uses: BTreeMap<&str, ColumnUse> = file
        .columns
        .iter()
        .map(|column| (column.header.as_str(), column.usage))
        .collect();
    assert_eq!(uses["uren"], ColumnUse::Field(Field::Hours));
    assert_eq!(uses["verlof"], ColumnUse::Unsupported);
    assert_eq!(uses["kleur"], ColumnUse::Ignored);
}
