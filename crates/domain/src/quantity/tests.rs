use super::{Cents, Factor, HundredthHours, Minutes, QuantityError};
use proptest::prelude::*;

#[test]
fn minutes_are_rounded_half_up_once() {
    for (minutes, hundredths) in [
        (0, 0),
        (1, 2),
        (2, 3),
        (3, 5),
        (20, 33),
        (40, 67),
        (45, 75),
        (450, 750),
        (440, 733),
    ] {
        assert_eq!(
            Minutes(minutes).to_hundredth_hours(),
            HundredthHours(hundredths),
            "{minutes} minutes"
        );
        assert_eq!(
            Minutes(-minutes).to_hundredth_hours(),
            HundredthHours(-hundredths),
            "-{minutes} minutes"
        );
    }
}

#[test]
fn three_times_twenty_minutes_is_an_hour_when_rounded_at_the_end() {
    let shifts = [Minutes(20); 3];
    let at_the_end = shifts.into_iter().sum::<Minutes>().to_hundredth_hours();
    let too_early: HundredthHours = shifts.into_iter().map(Minutes::to_hundredth_hours).sum();
    assert_eq!((at_the_end, too_early), (HundredthHours(100), HundredthHours(99)));
}

#[test]
fn quantities_are_shown_the_dutch_way() {
    for (hundredths, shown) in [
        (0, "0,00"),
        (750, "7,50"),
        (-25, "-0,25"),
        (-7250, "-72,50"),
        (99_999, "999,99"),
        (100_000, "1.000,00"),
        (123_450, "1.234,50"),
        (123_456_789, "1.234.567,89"),
    ] {
        assert_eq!(HundredthHours(hundredths).to_string(), shown);
    }
    assert_eq!(HundredthHours(i64::MIN).to_string(), "-92.233.720.368.547.758,08");
    assert_eq!(Cents(450).to_string(), "€ 4,50");
    assert_eq!(Cents(-1800).to_string(), "€ -18,00");
    assert_eq!(Minutes(450).to_string(), "7:30");
    assert_eq!(Minutes(-15).to_string(), "-0:15");
    assert_eq!(Factor::percent(150).to_string(), "150 %");
    assert_eq!(Factor(13_333).to_string(), "133,33 %");
    assert_eq!(Factor(12_550).to_string(), "125,50 %");
}

#[test]
fn columns_can_be_aligned() {
    assert_eq!(format!("{:>8}", HundredthHours(750)), "    7,50");
    assert_eq!(format!("{:>6}", Factor::WORKED), " 100 %");
}

#[test]
fn quantities_add_up() {
    assert_eq!(Minutes(90) + Minutes(30) - Minutes(15), Minutes(105));
    assert_eq!(-Cents(450), Cents(-450));
    // The leave ledger of manual viqz, in hundredths: 75 − 67.5 − 7.5 − 7.5 + 0 + 150 − 7.5 = 135.
    let ledger = [7500, -6750, -750, -750, 0, 15_000, -750].map(HundredthHours);
    assert_eq!(ledger.into_iter().sum::<HundredthHours>(), HundredthHours(13_500));
    let mut total = HundredthHours(13_500);
    total += HundredthHours(-7250);
    assert_eq!(total.to_string(), "62,50");
}

#[test]
fn amounts_are_read_with_and_without_the_sign_of_the_euro() {
    for (text, cents) in [
        ("4,50", 450),
        ("€ 4.50", 450),
        ("€1.234,50", 123_450),
        (" 5 ", 500),
        ("-0,25", -25),
    ] {
        assert_eq!(Cents::parse(text), Ok(Cents(cents)), "{text}");
    }
    for text in ["", "€", "4,505", "7:30", "$ 4,50"] {
        assert!(Cents::parse(text).is_err(), "{text}");
    }
}

#[test]
fn hours_are_read_with_comma_point_and_clock() {
    for (text, hundredths) in [
        ("62,5", 6250),
        ("62.50", 6250),
        ("62", 6200),
        ("0", 0),
        (" 7,5 ", 750),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("1.234.567", 123_456_700),
        ("1,234,567", 123_456_700),
        ("1.234.567,8", 123_456_780),
        ("1234,50", 123_450),
        ("0045,14", 4514),
        ("-0,25", -25),
        ("−7.5", -750),
        ("7:30", 750),
        ("7:20", 733),
        ("7:40", 767),
        ("0:01", 2),
        ("-0:15", -25),
        ("120:00", 12_000),
    ] {
        assert_eq!(HundredthHours::parse(text), Ok(HundredthHours(hundredths)), "{text}");
    }
}

#[test]
fn a_separator_before_three_digits_may_be_either_and_is_refused() {
    for text in ["1.234", "1,234", "-12,345", "123.456"] {
        assert_eq!(
            HundredthHours::parse(text),
            Err(QuantityError::Ambiguous { text: text.to_owned() }),
            "{text}"
        );
    }
}

#[test]
fn hours_that_cannot_be_meant_are_refused() {
    let text = |text: &str| text.to_owned();
    let parse = HundredthHours::parse;
    assert_eq!(parse("  "), Err(QuantityError::Empty));
    for many in ["0,125", "7,1234", "1234,567", "1.234,567", "0.333"] {
        assert_eq!(
            parse(many),
            Err(QuantityError::TooManyDecimals { text: text(many) }),
            "{many}"
        );
    }
    let no_numbers = [
        "NaN",
        "inf",
        "1e3",
        "7,5u",
        "zeven",
        "-",
        "+5",
        "--5",
        "5-",
        ",5",
        "5,",
        ".",
        "1.23,50",
        "12.34.567",
        "1234.567,80",
        "1,234.567.890",
        "1 234,50",
        "7;30",
        "=7+1",
        "0x10",
        "７",
        ":",
        "7:",
        ":30",
        "7:30:00",
        "7,5:30",
        "1.000:00",
    ];
    for wrong in no_numbers {
        assert_eq!(
            parse(wrong),
            Err(QuantityError::NotANumber { text: text(wrong) }),
            "{wrong}"
        );
    }
    for wrong in ["7:5", "7:60", "7:300"] {
        assert_eq!(
            parse(wrong),
            Err(QuantityError::MinutesOfHour { text: text(wrong) }),
            "{wrong}"
        );
    }
    for large in ["1234567890", "1234567890,5", "1234567890:00", "1.234.567.890"] {
        assert_eq!(
            parse(large),
            Err(QuantityError::TooLarge { text: text(large) }),
            "{large}"
        );
    }
}

#[test]
fn factors_are_read_as_the_percentage_that_is_paid() {
    for (text, factor) in [
        ("150 %", 15_000),
        ("150%", 15_000),
        ("150", 15_000),
        ("133,33", 13_333),
        ("133.33 %", 13_333),
        ("100", 10_000),
        ("500", 50_000),
    ] {
        assert_eq!(Factor::parse(text), Ok(Factor(factor)), "{text}");
    }
}

#[test]
fn factors_are_never_guessed() {
    for text in [
        "1,5", "1.5", "2", "50", "50 %", "99,99", "500,01", "15000", "-150", "0", "honderd", "%", "", "150 %%", "7:30",
    ] {
        assert_eq!(
            Factor::parse(text),
            Err(QuantityError::Factor { text: text.to_owned() }),
            "{text}"
        );
    }
    assert_eq!(
        Factor::parse("133,333"),
        Err(QuantityError::Ambiguous {
            text: "133,333".to_owned()
        })
    );
}

#[test]
fn quantities_are_plain_numbers_in_json() {
    assert_eq!(
        serde_json::to_string(&(Minutes(450), Factor::WORKED)).unwrap(),
        "[450,10000]"
    );
    assert_eq!(
        serde_json::from_str::<HundredthHours>("-25").unwrap(),
        HundredthHours(-25)
    );
}

proptest! {
    #[test]
    fn hours_that_are_shown_are_read_back(hundredths in -99_999_999_999_i64..=99_999_999_999) {
        let hours = HundredthHours(hundredths);
        prop_assert_eq!(HundredthHours::parse(&hours.to_string()), Ok(hours));
    }

    #[test]
    fn minutes_that_are_shown_are_read_back(minutes in -59_999_999_999_i64..=59_999_999_999) {
        prop_assert_eq!(Minutes::parse(&Minutes(minutes).to_string()), Ok(Minutes(minutes)));
    }

    #[test]
    fn factors_that_are_shown_are_read_back(factor in 10_000_u32..=50_000) {
        prop_assert_eq!(Factor::parse(&Factor(factor).to_string()), Ok(Factor(factor)));
    }

    #[test]
    fn comma_and_point_mean_the_same(whole in 0_u32..1000, decimals in 0_u8..100, negative: bool) {
        let sign = if negative { "-" } else { "" };
        let comma = HundredthHours::parse(&format!("{sign}{whole},{decimals:02}"));
        prop_assert_eq!(&comma, &HundredthHours::parse(&format!("{sign}{whole}.{decimals:02}")));
        let hundredths = i64::from(whole) * 100 + i64::from(decimals);
        prop_assert_eq!(comma, Ok(HundredthHours(if negative { -hundredths } else { hundredths })));
    }

    /// Rounding never moves a quantity by more than half a hundredth of an hour, which is 0.3 minutes.
    #[test]
    fn rounding_stays_within_half_a_hundredth(minutes in -10_000_000_i64..10_000_000) {
        let hundredths = Minutes(minutes).to_hundredth_hours().0;
        prop_assert!((hundredths * 6 - minutes * 10).abs() <= 3);
    }

    #[test]
    fn any_text_can_be_tried(text in "[0-9.,:%eE+ −-]{0,24}|.*") {
        let _ = (HundredthHours::parse(&text), Minutes::parse(&text), Factor::parse(&text));
    }
}
