//! The vectors of the published rules, one test a rule.

use super::{
    Bsn, BsnError, EmailAddress, EmailAddressError, Iban, IbanError, ImportedBsn, NmbrsDomain, NmbrsDomainError,
    WageTaxNumber, WageTaxNumberError,
};
use proptest::prelude::*;
use std::collections::HashSet;

mod bsn {
    use super::*;

    #[test]
    fn numbers_that_pass_the_eleven_test_are_taken() {
        for text in ["123456782", "111222333", "100000009", "100000010", "010000008"] {
            assert_eq!(Bsn::parse(text).unwrap().expose(), text);
        }
    }

    #[test]
    fn separators_are_dropped_and_leading_zeros_kept() {
        for text in ["1234 56 782", "1234.56.782", "1234-56-782", " 123456782 "] {
            assert_eq!(Bsn::parse(text).unwrap().expose(), "123456782", "{text}");
        }
        assert_eq!(Bsn::parse("010000008").unwrap().expose(), "010000008");
    }

    #[test]
    fn each_rule_has_its_own_error() {
        assert_eq!(Bsn::parse("123456789"), Err(BsnError::ElevenTest));
        assert_eq!(Bsn::parse("000000012"), Err(BsnError::LeadingZeros));
        assert_eq!(Bsn::parse("000000000"), Err(BsnError::LeadingZeros));
        assert_eq!(Bsn::parse("12345678"), Err(BsnError::Length { digits: 8 }));
        assert_eq!(Bsn::parse("1234567820"), Err(BsnError::Length { digits: 10 }));
        assert_eq!(Bsn::parse(""), Err(BsnError::Length { digits: 0 }));
        assert_eq!(Bsn::parse("12345678A"), Err(BsnError::NotDigits));
        assert_eq!(
            Bsn::parse("１２３４５６７８２"),
            Err(BsnError::NotDigits),
            "full-width digits"
        );
    }

    #[test]
    fn a_lost_leading_zero_is_added_on_import_only_and_reported() {
        let imported = Bsn::parse_imported("10000008").unwrap();
        assert_eq!(
            imported,
            ImportedBsn {
                bsn: Bsn::parse("010000008").unwrap(),
                padded: true
            }
        );
        assert_eq!(
            Bsn::parse_imported("12345678"),
            Err(BsnError::ElevenTest),
            "012345678 fails the eleven-test"
        );
        assert!(!Bsn::parse_imported("123456782").unwrap().padded);
        assert_eq!(Bsn::parse_imported("1234567"), Err(BsnError::Length { digits: 7 }));
    }

    #[test]
    fn numbers_of_organisations_and_tests_are_no_employees() {
        let test_number = Bsn::parse("999999990").unwrap();
        assert_eq!(test_number.check_employee(), Err(BsnError::NotAPerson));
        assert_eq!(Bsn::parse("123456782").unwrap().check_employee(), Ok(()));
    }

    #[test]
    fn it_is_shown_masked() {
        let bsn = Bsn::parse("123456782").unwrap();
        assert_eq!(bsn.to_string(), "*****6782");
        assert_eq!(format!("{bsn:?}"), "Bsn(*****6782)");
    }

    #[test]
    fn json_holds_the_whole_number_and_is_checked() {
        let bsn = Bsn::parse("010000008").unwrap();
        assert_eq!(serde_json::to_string(&bsn).unwrap(), r#""010000008""#);
        assert_eq!(serde_json::from_str::<Bsn>(r#""010000008""#).unwrap(), bsn);
        let error = serde_json::from_str::<Bsn>(r#""123456789""#).unwrap_err().to_string();
        assert!(error.contains("eleven-test") && !error.contains("123456789"), "{error}");
    }

    /// Numbers whose ninth digit is computed from the eight before it.
    fn numbers() -> impl Strategy<Value = String> {
        (100_000_u32..100_000_000).prop_filter_map("no digit fits", |first_eight| {
            let text = format!("{first_eight:08}");
            let weighted: u32 = text
                .chars()
                .zip((2..=9).rev())
                .map(|(c, weight)| c.to_digit(10).unwrap() * weight)
                .sum();
            (weighted % 11 < 10).then(|| format!("{text}{}", weighted % 11))
        })
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(number in numbers(), place in 0_usize..9, other in b'0'..=b'9') {
            prop_assert!(Bsn::parse(&number).is_ok());
            let mut wrong = number.clone().into_bytes();
            wrong[place] = other;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(Bsn::parse(&wrong).is_ok(), wrong == number);
        }

        #[test]
        fn no_error_repeats_the_number(text in "[0-9]{7,11}") {
            if let Err(error) = Bsn::parse(&text) {
                prop_assert!(!error.to_string().contains(&text));
            }
        }

        #[test]
        fn any_text_can_be_tried(text in ".*") {
            let _ = (Bsn::parse(&text), Bsn::parse_imported(&text));
        }
    }
}

mod wage_tax_number {
    use super::*;

    #[test]
    fn numbers_are_normalised() {
        for text in ["123456782L01", "123456782l01", "123456782 L01", "1234.56.782.L.01"] {
            assert_eq!(WageTaxNumber::parse(text).unwrap().expose(), "123456782L01", "{text}");
        }
        assert_eq!(WageTaxNumber::parse("123456782L99").unwrap().expose(), "123456782L99");
    }

    #[test]
    fn each_rule_has_its_own_error() {
        assert_eq!(WageTaxNumber::parse("123456782L00"), Err(WageTaxNumberError::Sequence));
        assert_eq!(
            WageTaxNumber::parse("123456789L01"),
            Err(WageTaxNumberError::ElevenTest)
        );
        assert_eq!(
            WageTaxNumber::parse("000456782L01"),
            Err(WageTaxNumberError::LeadingZeros)
        );
        for text in [
            "",
            "123456782",
            "12345678L01",
            "123456782L1",
            "123456782L001",
            "123456782B01",
            "12345678XL01",
            "éééé8L01",
        ] {
            assert_eq!(WageTaxNumber::parse(text), Err(WageTaxNumberError::Form), "{text}");
        }
    }

    #[test]
    fn it_is_shown_masked_because_it_may_hold_a_bsn() {
        let number = WageTaxNumber::parse("123456782L01").unwrap();
        assert_eq!(number.to_string(), "*****6782L01");
        assert_eq!(format!("{number:?}"), "WageTaxNumber(*****6782L01)");
        assert_eq!(serde_json::to_string(&number).unwrap(), r#""123456782L01""#);
        assert!(serde_json::from_str::<WageTaxNumber>(r#""123456782L00""#).is_err());
    }

    #[test]
    fn two_sequences_are_two_administrations() {
        assert_ne!(
            WageTaxNumber::parse("123456782L01"),
            WageTaxNumber::parse("123456782L02")
        );
    }
}

mod iban {
    use super::*;

    #[test]
    fn accounts_of_any_country_are_taken() {
        for text in [
            "NL91ABNA0417164300",
            "NL02ABNA0123456789",
            "NL20INGB0001234567",
            "DE89370400440532013000",
        ] {
            assert_eq!(Iban::parse(text).unwrap().expose(), text);
        }
        for text in ["NL86INGB0002445588", "NL04RABO0200112244"] {
            assert!(Iban::parse(text).is_ok(), "{text} is an account of the Belastingdienst");
        }
    }

    #[test]
    fn spaces_and_small_letters_are_normalised() {
        let iban = Iban::parse(" nl91 abna 0417 1643 00 ").unwrap();
        assert_eq!(iban.expose(), "NL91ABNA0417164300");
        assert_eq!(iban.to_string(), "NL91 ABNA 0417 1643 00");
    }

    #[test]
    fn each_rule_has_its_own_error() {
        assert_eq!(Iban::parse("NL91ABNA0417164301"), Err(IbanError::CheckDigits));
        assert_eq!(Iban::parse("NL00ABNA0417164300"), Err(IbanError::CheckDigits));
        let length = IbanError::Length {
            country: "NL".to_owned(),
            expected: 18,
            found: 17,
        };
        assert_eq!(Iban::parse("NL91ABNA041716430"), Err(length));
        let country = IbanError::Country {
            country: "ZZ".to_owned(),
        };
        assert_eq!(Iban::parse("ZZ91ABNA0417164300"), Err(country));
        assert_eq!(Iban::parse("NL9104171643000000"), Err(IbanError::DutchForm));
        for text in [
            "",
            "NL",
            "9191ABNA0417164300",
            "NLABABNA0417164300",
            "NL91ABNA04171643€0",
        ] {
            assert_eq!(Iban::parse(text), Err(IbanError::Form), "{text}");
        }
    }

    #[test]
    fn check_digits_of_99_are_refused_although_the_remainder_fits() {
        // 02 and 99 leave the same remainder; the registry uses 02 to 98 only.
        assert!(Iban::parse("NL02ABNA0123456789").is_ok());
        assert_eq!(Iban::parse("NL99ABNA0123456789"), Err(IbanError::CheckDigits));
    }

    #[test]
    fn debug_does_not_show_the_account() {
        let iban = Iban::parse("NL91ABNA0417164300").unwrap();
        assert_eq!(format!("{iban:?}"), "Iban(NL91…4300)");
        assert_eq!(serde_json::to_string(&iban).unwrap(), r#""NL91ABNA0417164300""#);
        assert!(serde_json::from_str::<Iban>(r#""NL91ABNA0417164301""#).is_err());
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(place in 8_usize..18, other in b'0'..=b'9') {
            let mut wrong = b"NL91ABNA0417164300".to_vec();
            wrong[place] = other;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(Iban::parse(&wrong).is_ok(), wrong == "NL91ABNA0417164300");
        }

        #[test]
        fn what_is_shown_is_read_back(account in 0_u64..10_000_000_000, check in 0_u8..100) {
            if let Ok(iban) = Iban::parse(&format!("NL{check:02}ABNA{account:010}")) {
                prop_assert_eq!(Iban::parse(&iban.to_string()), Ok(iban));
            }
        }

        #[test]
        fn any_text_can_be_tried(text in ".*") {
            let _ = Iban::parse(&text);
        }
    }
}

mod email_address {
    use super::*;

    #[test]
    fn it_is_kept_as_typed_and_compared_without_capitals() {
        let typed = EmailAddress::parse(" Thomas.Lakeman@Voorbeeld.NL ").unwrap();
        assert_eq!(typed.as_str(), "Thomas.Lakeman@Voorbeeld.NL");
        let other = EmailAddress::parse("thomas.lakeman@voorbeeld.nl").unwrap();
        assert_eq!(typed, other);
        assert_eq!(typed.cmp(&other), std::cmp::Ordering::Equal);
        assert_eq!(HashSet::from([typed, other]).len(), 1);
    }

    #[test]
    fn each_rule_has_its_own_error() {
        let text = |text: &str| text.to_owned();
        let parse = EmailAddress::parse;
        for wrong in ["", "voorbeeld.nl", "a@b@voorbeeld.nl", "a@voorbeeld.nl@"] {
            assert_eq!(parse(wrong), Err(EmailAddressError::AtSign { text: text(wrong) }));
        }
        for wrong in ["a b@voorbeeld.nl", "a@voor beeld.nl"] {
            assert_eq!(parse(wrong), Err(EmailAddressError::Character { text: text(wrong) }));
        }
        assert_eq!(
            parse("a\u{7}@voorbeeld.nl"),
            Err(EmailAddressError::Character {
                text: text(r"a\u{7}@voorbeeld.nl")
            })
        );
        let long = format!("{}@voorbeeld.nl", "a".repeat(65));
        for wrong in ["@voorbeeld.nl", &long] {
            assert_eq!(parse(wrong), Err(EmailAddressError::Length { text: text(wrong) }));
        }
        let long_label = format!("a@{}.nl", "b".repeat(64));
        for wrong in [
            "a@voorbeeld",
            "a@.nl",
            "a@voorbeeld.",
            "a@-b.nl",
            "a@b-.nl",
            "a@b_c.nl",
            &long_label,
        ] {
            assert_eq!(parse(wrong), Err(EmailAddressError::Domain { text: text(wrong) }));
        }
    }

    #[test]
    fn the_longest_addresses_fit() {
        let local = "a".repeat(64);
        assert!(EmailAddress::parse(&format!("{local}@{}.nl", "b".repeat(63))).is_ok());
        let domain = [61, 62, 61].map(|length| "b".repeat(length)).join(".");
        assert_eq!(format!("{local}@{domain}.nl").len(), 254);
        assert!(EmailAddress::parse(&format!("{local}@{domain}.nl")).is_ok());
        assert!(EmailAddress::parse(&format!("{local}@{domain}b.nl")).is_err());
    }

    #[test]
    fn json_is_checked() {
        let address = EmailAddress::parse("A@voorbeeld.nl").unwrap();
        assert_eq!(serde_json::to_string(&address).unwrap(), r#""A@voorbeeld.nl""#);
        assert!(serde_json::from_str::<EmailAddress>(r#""voorbeeld""#).is_err());
    }
}

mod nmbrs_domain {
    use super::*;

    #[test]
    fn the_name_is_found_in_whatever_is_pasted() {
        for text in [
            "voorbeeld",
            " Voorbeeld ",
            "voorbeeld.nmbrs.nl",
            "voorbeeld.nmbrs.com",
            "https://voorbeeld.nmbrs.nl",
            "https://VOORBEELD.nmbrs.nl/applications/Common/Default.aspx?x=1#top",
            "http://voorbeeld.nmbrs.com:443/",
        ] {
            assert_eq!(NmbrsDomain::parse(text).unwrap().as_str(), "voorbeeld", "{text}");
        }
        assert_eq!(
            NmbrsDomain::parse("mijn-bedrijf-2").unwrap().to_string(),
            "mijn-bedrijf-2"
        );
    }

    #[test]
    fn each_rule_has_its_own_error() {
        for text in ["https://voorbeeld.nl/", "voorbeeld.nmbrs.example", "nmbrs.nl"] {
            assert_eq!(
                NmbrsDomain::parse(text),
                Err(NmbrsDomainError::OtherSite { text: text.to_owned() })
            );
        }
        let long = "a".repeat(64);
        for text in [
            "",
            "-voorbeeld",
            "voorbeeld-",
            "voor_beeld",
            "voor beeld",
            "a.b.nmbrs.nl",
            ".nmbrs.nl",
            &long,
        ] {
            assert_eq!(
                NmbrsDomain::parse(text),
                Err(NmbrsDomainError::Characters { text: text.to_owned() })
            );
        }
    }

    #[test]
    fn json_is_checked() {
        let domain: NmbrsDomain = serde_json::from_str(r#""https://voorbeeld.nmbrs.nl""#).unwrap();
        assert_eq!(serde_json::to_string(&domain).unwrap(), r#""voorbeeld""#);
        assert!(serde_json::from_str::<NmbrsDomain>(r#""voor beeld""#).is_err());
    }

    proptest! {
        #[test]
        fn reading_twice_changes_nothing(text in "[a-zA-Z0-9-]{1,63}") {
            if let Ok(domain) = NmbrsDomain::parse(&text) {
                prop_assert_eq!(NmbrsDomain::parse(domain.as_str()), Ok(domain));
            }
        }
    }
}
