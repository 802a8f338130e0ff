//! Lists, a page at a time: `limit`, `cursor`, and `next` in the answer. The order never changes while somebody reads on.

use crate::asked::ParameterNames;
use crate::failure::{Failure, Wrong};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use utoipa::{IntoParams, ToSchema};

/// How many there are on a page where nothing else is asked.
const USUAL: usize = 100;
/// Most on a page.
const MOST: usize = 500;

/// Which page is asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many on a page at most; 100 where it is left out.
    #[param(minimum = 1, maximum = 500, example = 100)]
    pub limit: Option<usize>,
    /// `next` of the page before; nothing for the first page. What stands in it is ours, and may change.
    pub cursor: Option<String>,
}

impl ParameterNames for Paging {
    const NAMES: &'static [&'static str] = &["limit", "cursor"];
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// The `cursor` of the page after it; `null` on the last.
    pub next: Option<String>,
}

impl Paging {
    /// The page of a list, by a key that each item has and no two share; the list is put in its order.
    ///
    /// # Errors
    /// A limit out of bounds, a cursor that is not ours.
    pub fn page<T, V>(
        &self,
        mut items: Vec<T>,
        key: impl Fn(&T) -> String,
        view: impl Fn(T) -> V,
    ) -> Result<Page<V>, Failure> {
        items.sort_by_cached_key(&key);
        self.cut(items, &key, |key, after| key <= after, view)
    }

    /// The same, the greatest key first.
    ///
    /// # Errors
    /// A limit out of bounds, a cursor that is not ours.
    pub fn newest_first<T, V>(
        &self,
        mut items: Vec<T>,
        key: impl Fn(&T) -> String,
        view: impl Fn(T) -> V,
    ) -> Result<Page<V>, Failure> {
        items.sort_by_cached_key(|item| Reverse(key(item)));
        self.cut(items, &key, |key, after| key >= after, view)
    }

    fn cut<T, V>(
        &self,
        items: Vec<T>,
        key: &impl Fn(&T) -> String,
        was_shown: fn(&str, &str) -> bool,
        view: impl Fn(T) -> V,
    ) -> Result<Page<V>, Failure> {
        let limit = self.limit()?;
        let after = self.cursor.as_deref().map(open).transpose()?;
        let from = match &after {
            Some(after) => items.partition_point(|item| was_shown(&key(item), after)),
            None => 0,
        };
        let mut rest = items.into_iter().skip(from).peekable();
        let (mut shown, mut last) = (Vec::new(), None);
        while shown.len() < limit
            && let Some(item) = rest.next()
        {
            last = Some(key(&item));
            shown.push(view(item));
        }
        let next = last.filter(|_| rest.peek().is_some()).map(|key| close(&key));
        Ok(Page { items: shown, next })
    }

    /// What the cursor says, for a list that the database cuts; nothing for the first page.
    ///
    /// # Errors
    /// A cursor that is not ours.
    pub fn after<K>(&self, read: impl FnOnce(&str) -> Option<K>) -> Result<Option<K>, Failure> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let key = open(cursor)?;
        read(&key).map(Some).ok_or_else(not_ours)
    }

    /// How many to ask the database for: one more than fits says that there is another page.
    ///
    /// # Errors
    /// A limit out of bounds.
    pub fn one_more(&self) -> Result<usize, Failure> {
        Ok(self.limit()? + 1)
    }

    /// The page of what the database gave for [`Paging::one_more`], in its order.
    ///
    /// # Errors
    /// A limit out of bounds.
    pub fn part<T, V>(
        &self,
        mut items: Vec<T>,
        key: impl Fn(&T) -> String,
        view: impl Fn(T) -> V,
    ) -> Result<Page<V>, Failure> {
        let limit = self.limit()?;
        let is_last = items.len() <= limit;
        items.truncate(limit);
        let next = items.last().filter(|_| !is_last).map(|item| close(&key(item)));
        Ok(Page {
            items: items.into_iter().map(view).collect(),
            next,
        })
    }

    /// How many on a page.
    ///
    /// # Errors
    /// None at all, or more than 500.
    pub fn limit(&self) -> Result<usize, Failure> {
        match self.limit.unwrap_or(USUAL) {
            limit @ 1..=MOST => Ok(limit),
            _ => Err(Wrong::parameter(
                "limit",
                "Kies een aantal van 1 tot en met 500.",
                "Choose a number from 1 to 500.",
            )),
        }
    }
}

/// A cursor of a key.
fn close(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(key)
}

fn open(cursor: &str) -> Result<String, Failure> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(not_ours)
}

fn not_ours() -> Failure {
    Wrong::parameter(
        "cursor",
        "Deze cursor is niet van ons. Neem `next` van de vorige pagina.",
        "This cursor is not ours. Take `next` of the page before.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(limit: usize, cursor: Option<String>) -> Paging {
        Paging {
            limit: Some(limit),
            cursor,
        }
    }

    fn page(paging: &Paging, items: &[&'static str]) -> Page<&'static str> {
        paging
            .page(items.to_vec(), |item| (*item).to_owned(), |item| item)
            .unwrap()
    }

    #[test]
    fn pages_follow_each_other_whatever_comes_in_between() {
        let first = page(&asked(2, None), &["d", "a", "b"]);
        assert_eq!(first.items, ["a", "b"]);
        let second = page(&asked(2, first.next), &["d", "aa", "c", "a"]);
        assert_eq!((second.items, second.next), (vec!["c", "d"], None));
    }

    #[test]
    fn the_newest_comes_first_and_nothing_twice() {
        let newest = |paging: &Paging| {
            paging
                .newest_first(vec!["b", "a", "c"], |item| (*item).to_owned(), |item| item)
                .unwrap()
        };
        let first = newest(&asked(2, None));
        assert_eq!(first.items, ["c", "b"]);
        assert_eq!(newest(&asked(2, first.next)).items, ["a"]);
    }

    #[test]
    fn a_page_that_holds_just_all_is_the_last() {
        assert_eq!(page(&asked(3, None), &["a", "b", "c"]).next, None);
    }

    #[test]
    fn a_part_of_the_database_says_whether_there_is_more() {
        let part = |items: &[&'static str]| {
            let paging = asked(2, None);
            assert_eq!(paging.one_more().unwrap(), 3);
            paging
                .part(items.to_vec(), |item| (*item).to_owned(), |item| item)
                .unwrap()
        };
        let first = part(&["a", "b", "c"]);
        assert_eq!(first.items, ["a", "b"]);
        let after = asked(2, first.next).after(|key| Some(key.to_owned())).unwrap();
        assert_eq!(after.as_deref(), Some("b"));
        assert_eq!(part(&["c", "d"]).next, None);
        assert!(asked(2, Some(close("b"))).after(|_| None::<()>).is_err());
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let refused = |paging: &Paging| paging.page(vec!["a"], |item| (*item).to_owned(), |item| item).is_err();
        assert!(refused(&asked(0, None)));
        assert!(refused(&asked(501, None)));
        assert!(refused(&asked(1, Some("é".to_owned()))));
    }
}
