//! A small piece of an answer.

/// One element of an answer with everything in it: its local name, its direct text and its children. Namespaces are
/// left out: the services use one each, and the interface is known to mix them (API fact).
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) nil: bool,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The child of this name, whatever its case: `ID` and `Id` are one field in different answers (API fact).
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name.eq_ignore_ascii_case(name))
    }

    /// The text, trimmed; `None` when it is empty or nil.
    pub(crate) fn value(&self) -> Option<&str> {
        let text = self.text.trim();
        (!self.nil && !text.is_empty()).then_some(text)
    }

    /// The value of a child; `None` when the child is absent, empty or nil, which the interface uses alike.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.child(name)?.value()
    }
}
