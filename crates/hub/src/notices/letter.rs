//! What a letter looks like: plain text, and the same as HTML.

use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::notice::NoticeKind;
use loonbrug_post::Letter;
use loonbrug_store::{Notice, User};
use std::fmt::Write as _;

/// A notice with what stands around it in a letter.
pub(super) struct Item<'a> {
    pub notice: &'a Notice,
    /// Name of the organisation, where it is of one.
    pub organisation: Option<&'a str>,
    /// Where it leads to.
    pub address: String,
}

impl Item<'_> {
    fn sentence(&self, language: Language) -> &str {
        language.pick(&self.notice.dutch, &self.notice.english)
    }

    /// What it is about, after whose it is.
    fn title(&self, language: Language) -> String {
        let label = self.notice.kind.label(language);
        match self.organisation {
            Some(organisation) => format!("{organisation}: {label}"),
            None => label.to_owned(),
        }
    }
}

/// A letter to a user with one notice, or those of a day.
pub(super) fn letter(user: &User, id: String, items: &[Item<'_>], choose_at: &str, at: Timestamp) -> Letter {
    let language = user.language;
    let subject = match items {
        [item] => item.title(language),
        _ => language.pick(
            format!("Loonbrug: {} meldingen", items.len()),
            format!("Loonbrug: {} notices", items.len()),
        ),
    };
    let about_access = items.iter().all(|item| !item.notice.kind.is_chosen());
    let footer = footer(language, about_access, choose_at);
    Letter {
        id,
        to: user.email.to_string(),
        subject,
        text: text(items, language, &footer),
        html: html(items, language, &footer),
        at,
    }
}

/// A letter by which somebody sees that letters arrive.
pub(super) fn trial(user: &User, id: String, choose_at: &str, at: Timestamp) -> Letter {
    let language = user.language;
    let sentence = language.pick(
        "Dit is een proefmail. Meldingen van Loonbrug komen bij je aan.",
        "This is a trial letter. Notices of Loonbrug reach you.",
    );
    let footer = footer(language, false, choose_at);
    Letter {
        id,
        to: user.email.to_string(),
        subject: language
            .pick("Proefmail van Loonbrug", "Trial letter of Loonbrug")
            .to_owned(),
        text: format!("{sentence}\n\n-- \n{footer}\n"),
        html: framed(language, &format!("<p>{}</p>", escaped(sentence)), &footer),
        at,
    }
}

fn footer(language: Language, about_access: bool, choose_at: &str) -> String {
    if about_access {
        return language
            .pick(
                "Loonbrug stuurt je dit altijd, omdat het over je toegang gaat.",
                "Loonbrug always sends you this, because it is about your access.",
            )
            .to_owned();
    }
    language.pick(
        format!("Welke meldingen je per mail krijgt, kies je hier: {choose_at}"),
        format!("Choose here which notices reach you by mail: {choose_at}"),
    )
}

fn text(items: &[Item<'_>], language: Language, footer: &str) -> String {
    let mut text = String::new();
    for item in items {
        if let Some(organisation) = item.organisation {
            let _ = writeln!(text, "{organisation}");
        }
        let _ = writeln!(text, "{}\n{}\n", item.sentence(language), item.address);
    }
    let _ = write!(text, "-- \n{footer}\n");
    text
}

fn html(items: &[Item<'_>], language: Language, footer: &str) -> String {
    let mut body = String::new();
    for item in items {
        let title = escaped(&item.title(language));
        let (sentence, address) = (escaped(item.sentence(language)), escaped(&item.address));
        let label = match item.notice.kind {
            NoticeKind::Invited => language.pick("Kies je wachtwoord", "Choose your password"),
            _ => language.pick("Bekijk", "Look"),
        };
        let _ = write!(
            body,
            "<h2>{title}</h2><p>{sentence}</p><p><a href=\"{address}\">{label}</a></p>"
        );
    }
    framed(language, &body, footer)
}

fn framed(language: Language, body: &str, footer: &str) -> String {
    let code = language.pick("nl", "en");
    format!(
        "<!DOCTYPE html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><title>Loonbrug</title></head>\
         <body style=\"font-family:sans-serif;max-width:40em\">{body}<hr><p><small>{}</small></p></body></html>",
        escaped(footer)
    )
}

fn escaped(text: &str) -> String {
    let escape = |letter| match letter {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        other => String::from(other),
    };
    text.chars().map(escape).collect()
}
