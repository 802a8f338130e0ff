//! What a browser calls itself, as people call it.

use crate::words::Words;

/// A sign in what a browser sends, and its name; the first that fits, because most also say the names of others.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

impl Words {
    /// `Chrome op Linux`; what is not known stays as it was sent.
    pub fn device(self, sent: &str) -> String {
        let named = |names: &[(&str, &'static str)]| {
            let found = names.iter().find(|(sign, _)| sent.contains(sign));
            found.map(|(_, name)| *name)
        };
        match (named(&BROWSERS), named(&SYSTEMS)) {
            (Some(browser), Some(system)) => format!("{browser} {} {system}", self.t("op", "on")),
            _ => sent.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Language;

    #[test]
    fn browsers_are_named_although_they_say_the_names_of_others() {
        let w = Words::new(Language::Dutch);
        let desk =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        assert_eq!(w.device(desk), "Chrome op Linux");
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1";
        assert_eq!(w.device(phone), "Safari op iPhone");
        assert_eq!(w.device("curl/8.1"), "curl/8.1");
    }
}
