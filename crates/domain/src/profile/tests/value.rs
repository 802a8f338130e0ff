use crate::language::Language;
use crate::profile::{Field, Setting};
use proptest::prelude::*;

/// A value of every field, as it is written.
const WRITTEN: [(&str, &[&str]); 21] = [
    (
        "surcharge-hours",
        &["nothing", "plus-minus-hours", "leave", "worked-hours", "no-choice"],
    ),
    ("plus-minus", &["nothing", "no-choice"]),
    ("waiting-days", &["0", "1", "2"]),
    (
        "waiting-days-as",
        &["extra-statutory-leave", "deducted-from-salary", "plus-minus-hours"],
    ),
    ("contract-type", &["zero-hours", "contract-hours"]),
    ("leave-accrual", &["0,083333", "0,000000", "1,000000"]),
    ("meal", &["14:00 20:00 4,50", "14:00 20:00 4,50 at-or-before"]),
    ("travel", &["5,00", "23,40 km"]),
    ("expense-allowance", &["10,00", "0,00"]),
    ("clock-group", &["Partimers"]),
    ("overnights", &["yes", "no"]),
    ("time-tracking", &["yes", "no"]),
    ("language", &["nl", "en"]),
    ("planning-group", &["ViQZ HQ"]),
    ("preferred-group", &["ViQZ filiaal"]),
    ("project-planning", &["yes"]),
    ("group-chats", &["no"]),
    ("odd-usual", &["300 %"]),
    ("odd-shift", &["16:00", "0:30"]),
    ("odd-break", &["50 %"]),
    ("odd-leave", &["5:00", "0:30"]),
];

#[test]
fn every_value_of_every_field_reads_back() {
    let words: Vec<_> = Field::ALL.iter().map(|field| field.word()).collect();
    assert_eq!(words, WRITTEN.map(|(word, _)| word));
    for (word, texts) in WRITTEN {
        let field: Field = word.parse().unwrap();
        for text in texts {
            let setting = Setting::parse(field, text).unwrap();
            assert_eq!((setting.field(), setting.written().as_str()), (field, *text));
        }
    }
}

#[test]
fn what_a_field_cannot_be_is_refused_with_what_it_can_be() {
    for (word, text) in [
        ("surcharge-hours", "perhaps"),
        ("surcharge-hours", "deducted-from-salary"),
        ("waiting-days", "3"),
        ("waiting-days", "-1"),
        ("leave-accrual", "1,000001"),
        ("leave-accrual", "0,0833333"),
        ("leave-accrual", ""),
        ("meal", "14:00"),
        ("travel", "-5"),
        ("expense-allowance", "-10,00"),
        ("clock-group", "  "),
        ("overnights", "1"),
        ("language", "de"),
        ("odd-usual", "0"),
        ("odd-shift", "24:01"),
        ("odd-shift", "16"),
        ("odd-break", "1001 %"),
    ] {
        assert!(Setting::parse(word.parse().unwrap(), text).is_err(), "{word} {text}");
    }
    let error = Setting::parse(Field::WaitingDays, "3").unwrap_err();
    assert_eq!(
        error.text(Language::Dutch),
        "waiting-days kan niet \"3\" zijn. Wel: 0, 1, 2."
    );
    assert_eq!("waiting".parse::<Field>(), Err(()));
}

#[test]
fn values_are_shown_in_the_words_of_the_manual() {
    let shown = |field, text| Setting::parse(field, text).unwrap().shown(Language::Dutch);
    assert_eq!(
        shown(Field::WaitingDaysAs, "deducted-from-salary"),
        "inhouden van salaris"
    );
    assert_eq!(shown(Field::ContractType, "zero-hours"), "0-uren contract");
    assert_eq!(shown(Field::PageLanguage, "nl"), "Nederlands");
    assert_eq!(shown(Field::GroupChats, "yes"), "ja");
    assert_eq!(Field::GroupChats.label(Language::Dutch), "Mag groepschat aanmaken");
}

proptest! {
    #[test]
    fn an_accrual_factor_reads_back(millionths in 0_i64..=1_000_000) {
        let text = format!("{},{:06}", millionths / 1_000_000, millionths % 1_000_000);
        prop_assert_eq!(Setting::parse(Field::LeaveAccrual, &text).unwrap().written(), text);
    }

    #[test]
    fn no_text_is_taken_wrongly(text in ".{0,12}") {
        for field in Field::ALL {
            if let Ok(setting) = Setting::parse(*field, &text) {
                prop_assert_eq!(Setting::parse(*field, &setting.written()).unwrap(), setting);
            }
        }
    }
}
