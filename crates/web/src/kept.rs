//! What was read from Nmbrs and is being looked at. It can be read again at any time, so it may be forgotten: decisions
//! are in the database, never here only.

use std::sync::{Arc, Mutex, PoisonError};

/// How many are kept; the one that was put there longest ago goes first.
const AT_MOST: usize = 40;

/// The oldest first.
type Values<K, V> = Arc<Mutex<Vec<(K, Arc<V>)>>>;

/// Values by what they are about.
#[derive(Debug)]
pub struct Kept<K, V> {
    values: Values<K, V>,
}

impl<K, V> Clone for Kept<K, V> {
    fn clone(&self) -> Self {
        Self {
            values: Arc::clone(&self.values),
        }
    }
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self { values: Arc::default() }
    }
}

impl<K: PartialEq + Copy, V> Kept<K, V> {
    /// The value, if it is kept.
    pub fn get(&self, about: K) -> Option<Arc<V>> {
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values
            .iter()
            .find(|(known, _)| *known == about)
            .map(|(_, value)| Arc::clone(value))
    }

    /// Keeps a value, in the place of a former one.
    pub fn put(&self, about: K, value: V) {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.retain(|(known, _)| *known != about);
        if values.len() >= AT_MOST {
            values.remove(0);
        }
        values.push((about, Arc::new(value)));
    }

    /// Forgets whatever this is said of.
    pub fn forget(&self, of: impl Fn(K) -> bool) {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.retain(|(known, _)| !of(*known));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes_first_and_the_newest_leads() {
        let kept: Kept<usize, usize> = Kept::default();
        for number in 0..=AT_MOST {
            kept.put(number, number);
        }
        kept.put(5, 500);
        assert_eq!(kept.get(0), None);
        assert_eq!(kept.get(5).as_deref(), Some(&500));
        kept.forget(|known| known > 4);
        assert_eq!((kept.get(4).as_deref(), kept.get(5)), (Some(&4), None));
    }
}
