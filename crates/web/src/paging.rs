//! Leafing through a long list: "pagina 2 van 200", with the pages near it.

use crate::words::Words;
use askama::Template;
use loonbrug_store::Part;
use std::fmt;

/// So many pages are shown on either side of the one that is shown.
const NEAR: usize = 2;

/// Which page of a list is asked for, and how long a page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// The page, from 1.
    pub number: usize,
    /// The most that stands on it.
    pub most: usize,
}

impl Leaf {
    /// The page that an address names; the first where it names none.
    pub fn asked(text: &str, most: usize) -> Self {
        Self {
            number: text.parse().unwrap_or(1).max(1),
            most,
        }
    }

    /// How many pages a list of this length has; at least one.
    pub fn count(self, length: usize) -> usize {
        length.div_ceil(self.most).max(1)
    }

    /// The same, or the last page of a list that is shorter.
    pub fn within(self, length: usize) -> Self {
        Self {
            number: self.number.min(self.count(length)),
            ..self
        }
    }

    /// What stands on it, of a list; past the end, what stands on the last page.
    pub fn of<T>(self, list: &[T]) -> &[T] {
        let shown = self.within(list.len());
        list.chunks(shown.most).nth(shown.number - 1).unwrap_or_default()
    }

    /// The part of the list that stands on it.
    pub const fn part(self) -> Part {
        Part {
            skip: self.number.saturating_sub(1).saturating_mul(self.most),
            most: self.most,
        }
    }
}

/// The way to the other pages of a list; nothing of a list of one page.
#[derive(Template)]
#[template(path = "pages.html")]
struct Ways {
    w: Words,
    current: usize,
    count: usize,
    before: Option<String>,
    after: Option<String>,
    near: Vec<(usize, String)>,
}

/// The way to the other pages, as a template shows it.
#[derive(Default)]
pub struct Paging(Option<Ways>);

impl Paging {
    /// Of a list of this length, with the address of each page.
    pub fn new(leaf: Leaf, length: usize, w: Words, address: impl Fn(usize) -> String) -> Self {
        let (count, current) = (leaf.count(length), leaf.within(length).number);
        if count < 2 {
            return Self(None);
        }
        let around = current.saturating_sub(NEAR).max(1)..=(current + NEAR).min(count);
        let ends = [1, count].into_iter().filter(|end| !around.contains(end));
        let mut near: Vec<usize> = around.clone().chain(ends).collect();
        near.sort_unstable();
        Self(Some(Ways {
            w,
            current,
            count,
            before: (current > 1).then(|| address(current - 1)),
            after: (current < count).then(|| address(current + 1)),
            near: near.into_iter().map(|number| (number, address(number))).collect(),
        }))
    }
}

impl fmt::Display for Paging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |ways| ways.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Language;

    fn paging(number: usize, length: usize) -> String {
        let leaf = Leaf { number, most: 50 };
        Paging::new(leaf, length, Words::new(Language::Dutch), |page| {
            format!("?page={page}")
        })
        .to_string()
    }

    #[test]
    fn a_page_says_where_it_is_and_what_is_near() {
        let shown = paging(6, 10_000);
        assert!(shown.contains("pagina 6 van 200"), "{shown}");
        for near in [1, 4, 5, 7, 8, 200] {
            assert!(shown.contains(&format!("page={near}\"")), "{near}: {shown}");
        }
        assert!(!shown.contains("page=9\""), "{shown}");
    }

    #[test]
    fn the_first_page_has_none_before_it_and_the_last_none_after_it() {
        assert!(!paging(1, 120).contains("vorige"));
        assert!(!paging(3, 120).contains("volgende"));
        assert_eq!(paging(1, 50), "");
    }

    #[test]
    fn a_page_past_the_end_is_the_last() {
        let leaf = Leaf { number: 9, most: 50 }.within(120);
        assert_eq!((leaf.number, leaf.part()), (3, Part { skip: 100, most: 50 }));
    }
}
