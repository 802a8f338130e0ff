//! What a password must be (ASVS 5.0, 6.2): long enough, not a common one, not made of what everybody knows. No rules
//! about kinds of characters; every character counts as it was typed.

use crate::identifier::EmailAddress;
use crate::language::Language;
use passwords::analyzer::is_common_password;

/// Fewest characters.
pub const SHORTEST_PASSWORD: usize = 8;
/// Most characters: enough for a sentence, and hashing stays quick.
pub const LONGEST_PASSWORD: usize = 128;

/// Fewest characters of a password without letters: shorter ones are dates and telephone numbers.
const SHORTEST_OF_DIGITS: usize = 12;

/// As many words in a row as an e-mail address has are no secret; more make a sentence.
const MOST_WORDS: u32 = 5;

/// Why a password is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer than 8 characters.
    #[error("a password has at least {SHORTEST_PASSWORD} characters")]
    TooShort,
    /// More than 128 characters.
    #[error("a password has at most {LONGEST_PASSWORD} characters")]
    TooLong,
    /// One of the first that are tried, or one character or sequence again and again.
    #[error("this password is among the first that are guessed")]
    Common,
    /// The e-mail address, the name or the product, with little around it.
    #[error("this password is made of the name, the e-mail address or the product")]
    Guessable,
}

impl PasswordFault {
    /// What is wrong and what to do.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::TooShort => language.pick(
                "Een wachtwoord heeft ten minste 8 tekens; 15 of meer is beter. Neem een paar woorden achter elkaar.",
                "A password has at least 8 characters; 15 or more is better. Take a few words in a row.",
            ),
            Self::TooLong => language.pick(
                "Een wachtwoord heeft ten hoogste 128 tekens.",
                "A password has at most 128 characters.",
            ),
            Self::Common => language.pick(
                "Dit wachtwoord wordt als een van de eerste geraden. Neem een paar woorden die niet bij elkaar horen.",
                "This password is among the first that are guessed. Take a few words that do not belong together.",
            ),
            Self::Guessable => language.pick(
                "Dit wachtwoord bestaat uit je naam, je e-mailadres of de naam van dit programma. Neem iets anders.",
                "This password is made of your name, your e-mail address or the name of this program. Take something else.",
            ),
        }
    }
}

/// Words that common passwords are made of: the letters of a password must not be some of them in a row.
const COMMON: &str = "\
    aaaaaaaa abc abcd abcde abcdef abcdefg abcdefgh access account admin administrator adobe ajax ajaxamsterdam \
    alexander amanda amsterdam andrea andrew angel apple asdf asdfgh asdfghjk asdfghjkl ashley august augustus \
    austin autumn azerty azertyuiop baby babygirl bailey banana barcelona baseball basketball batman bedrijf beheer \
    bonjour boss boston brandon brandy broodje buster butterfly caroline changeme charlie cheese chelsea chester \
    chocolate chris christmas computer cookie dallas daniel database david december default demo denhaag dennis \
    diamond doggie dolphin dragon eagle eindhoven elizabeth employee enschede everything facebook family februari \
    february ferrari feyenoord fietsen fitness flower football forever freedom friday friends fuckyou gast gebruiker \
    geheim george ginger google groningen guest guitar hallo hallohallo hammer hannah harley heerenveen heinekenbier \
    hello helloworld herfst hockey holiday holland hondje hottie hunter ikhouvanjou iloveyou internet jackson jaguar \
    januari january jasmine jasper jennifer jeremy jessica jesus johannes jordan joshua juli july june juni junior \
    justin kantoor kerstmis killer kitty klaas koningsdag lente letmein liefde lieverd liverpool lotte lovely loveme \
    lover maandag maart madison maggie manager manchester march marina martijn martin master matrix matthew \
    medewerker mercedes merlin michael michelle mickey midnight monday money monkey monster morgan mother muffin \
    mustang nederland netherlands nicole november nummer october oktober orange oranje organisatie pass passwd \
    password passwort patrick payroll peanut pepper peter phoenix planner planning please poesje pokemon porsche \
    princess prins prinses private psv psveindhoven purple qazwsx qazwsxedc qwer qwert qwerty qwertyui qwertyuiop \
    rabbit rachel rainbow ranger robert rooster root rotterdam salaris salarisadministratie samantha samsung school \
    scooter secret september server shadow silver sinterklaas snoopy soccer sophie spring starwars stella steven \
    summer sunflower sunshine superman support sweety system taylor temp tennis test tester testtest thomas thunder \
    tigger tilburg toor trustno tweety twente uren user utrecht vakantie vanilla victoria vitesse voetbal vrijdag \
    wachtwoord welcome welkom whatever wilhelmina willem william winter yamaha yankees zaterdag zomer zondag \
    zonnebloem zxcvbn zxcvbnm";

/// Names of the product and what it is for: whoever knows the installation tries them.
const PRODUCT: &[&str] = &["loonbrug", "loon", "brug", "nmbrs", "visma"];

/// Sequences of keys: a password that runs along one of them, either way, is common.
const SEQUENCES: &[&str] = &[
    "01234567890123456789",
    "09876543210987654321",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "qazwsxedcrfvtgbyhnujm",
];

/// Whether a user of this e-mail address and name may take the password.
///
/// # Errors
/// `PasswordFault`, the first rule that is broken.
pub fn check_password(password: &str, email: &EmailAddress, name: &str) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(PasswordFault::TooShort);
    }
    if length > LONGEST_PASSWORD {
        return Err(PasswordFault::TooLong);
    }
    let lower = password.to_lowercase();
    let common: Vec<&str> = COMMON.split(' ').collect();
    let cores = cores(&lower);
    let digits_only = cores.iter().all(String::is_empty) && length < SHORTEST_OF_DIGITS;
    let made_of = |words: &[&str]| {
        cores
            .iter()
            .any(|core| !core.is_empty() && made_of(core, words, MOST_WORDS))
    };
    // Whatever digits and signs stand around it, unless they are most of it.
    let listed = is_common_password(&lower)
        || cores
            .iter()
            .any(|core| 2 * core.chars().count() > length && is_common_password(core));
    if listed || digits_only || repeats(&lower) || runs_along_keys(&lower) || made_of(&common) {
        return Err(PasswordFault::Common);
    }
    let known = known_words(email, name);
    let known = known.iter().map(String::as_str);
    let words: Vec<&str> = known.chain(PRODUCT.iter().chain(&common).copied()).collect();
    if made_of(&words) {
        return Err(PasswordFault::Guessable);
    }
    Ok(())
}

/// The words of somebody's e-mail address and name.
fn known_words(email: &EmailAddress, name: &str) -> Vec<String> {
    let texts = [email.lower_case(), name.to_lowercase()];
    let parts = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    parts.map(letters).filter(|word| word.chars().count() >= 2).collect()
}

/// The letters of a password, as they are and behind the usual stand-ins: `W3lk0m!2023` is `wlkm` or `welkom`.
fn cores(lower: &str) -> [String; 2] {
    let inner = lower.trim_matches(|c: char| !c.is_alphabetic() && !"@$".contains(c));
    [
        letters(lower),
        letters(&inner.chars().map(stands_for).collect::<String>()),
    ]
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

const fn stands_for(character: char) -> char {
    match character {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// Whether the letters are at most so many of the words in a row.
fn made_of(letters: &str, words: &[&str], most: u32) -> bool {
    let goes_on = |rest: &str| rest.is_empty() || (most > 1 && made_of(rest, words, most - 1));
    words.iter().any(|word| letters.strip_prefix(word).is_some_and(goes_on))
}

/// Whether it is one piece of up to four characters again and again: `aaaaaaaa`, `12121212`, `abcabcabc`.
fn repeats(lower: &str) -> bool {
    let characters: Vec<char> = lower.chars().collect();
    (1..=4).any(|length| {
        let (piece, rest) = characters.split_at(length.min(characters.len()));
        rest.iter().zip(piece.iter().cycle()).all(|(one, other)| one == other)
    })
}

fn runs_along_keys(lower: &str) -> bool {
    let backwards: String = lower.chars().rev().collect();
    SEQUENCES
        .iter()
        .any(|keys| keys.contains(lower) || keys.contains(&backwards))
}
