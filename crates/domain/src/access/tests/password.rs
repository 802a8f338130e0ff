use crate::access::{PasswordFault, check_password};
use crate::identifier::EmailAddress;
use proptest::prelude::*;

fn check(password: &str) -> Result<(), PasswordFault> {
    let email = EmailAddress::parse("thomas.lakeman@voorbeeld-retail.nl").unwrap();
    check_password(password, &email, "Thomas Lakeman")
}

#[test]
fn a_password_has_eight_to_a_hundred_and_twenty_eight_characters() {
    assert_eq!(check("kx7-qvé"), Err(PasswordFault::TooShort));
    assert_eq!(check("kx7-qvéz"), Ok(()));
    assert_eq!(check(&"paard nietje ".repeat(9)), Ok(()));
    let sentence = "correct paard batterij nietje lepel raam ";
    assert_eq!(check(&sentence.repeat(4)[..128]), Ok(()));
    assert_eq!(check(&sentence.repeat(4)[..129]), Err(PasswordFault::TooLong));
}

#[test]
fn no_kind_of_character_is_asked_for() {
    for password in [
        "correct paard batterij nietje",
        "zwembroekjesfabriek",
        "928374650192",
        "ßðøÞłęžšč",
    ] {
        assert_eq!(check(password), Ok(()), "{password}");
    }
}

#[test]
fn the_first_guesses_are_refused() {
    for password in [
        "password",
        "Welkom01",
        "welkom2023!",
        "W3lk0m123",
        "wachtwoord1",
        "Wachtw00rd",
        "12345678",
        "87654321",
        "17051990",
        "qwertyuiop",
        "poiuytrewq",
        "1q2w3e4r5t",
        "aaaaaaaa",
        "12121212",
        "abcabcabcabc",
        "Zomer2023!",
        "iloveyou1",
        "P@ssw0rd",
        "!@#welkom#@!",
        "hallohallo",
        "Feyenoord1908",
        "zomervakantie",
        "Chocolate7",
        "Jennifer1988",
        "babygirl12",
        "greyhound",
        "!qaz2wsx",
    ] {
        assert_eq!(check(password), Err(PasswordFault::Common), "{password}");
    }
}

#[test]
fn name_address_and_product_are_refused() {
    for password in [
        "Lakeman1",
        "thomaslakeman",
        "Thomas.Lakeman.2023",
        "Loonbrug01",
        "l00nbrug!",
        "voorbeeld-retail.nl",
        "thomas.lakeman@voorbeeld-retail.nl",
        "nmbrs123456789",
        "WelkomLoonbrug1",
    ] {
        assert_eq!(check(password), Err(PasswordFault::Guessable), "{password}");
    }
    assert_eq!(check("Lakeman eet kaas"), Ok(()));
}

proptest! {
    #[test]
    fn any_text_is_judged(password in any::<String>()) {
        let _ = check(&password);
    }

    #[test]
    fn long_words_at_random_are_taken(password in "[b-df-hj-np-tv-z]{16,40}") {
        prop_assert_eq!(check(&password), Ok(()));
    }
}
