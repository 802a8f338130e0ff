//! The notation in which the tables write down operations and types.
//!
//! ```text
//! Name(request children) -> (response children)
//! type Name(children)
//! enum Name(value, value)
//! ```
//!
//! A child is `name:type`; the type may be left out when it is called like the child. `?` may be absent (null is
//! left out), `~` nillable (null is `xsi:nil`), `*` repeated. `name/item*` is an element that holds a list,
//! `name{…}` one with children of its own. `R` stands for `<Operation>Result`; `..` for children nobody has seen.

use thiserror::Error;

/// Where a table cannot be read.
#[derive(Debug, Error)]
#[error("the table says {found:?} where {expected} is due")]
pub(super) struct NotationError {
    expected: &'static str,
    found: String,
}

/// One element of a request, a response or a type.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// `minOccurs="0"`: left out when null.
    pub(super) optional: bool,
    /// `nillable="true"`: `xsi:nil` when null.
    pub(super) nillable: bool,
    pub(super) repeated: bool,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    Scalar(Scalar),
    /// A type or an enumeration of the same service.
    Named(String),
    Inline(Vec<Child>),
    /// Nobody has seen what is in there.
    Unknown,
}

/// The simple types of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalar {
    Int,
    Decimal,
    Text,
    Bool,
    DateTime,
    Guid,
    Binary,
    /// Declared without a type: a text that says its own type.
    Any,
}

/// One entry of a table.
#[derive(Debug)]
pub(super) enum Entry {
    Operation {
        name: String,
        request: Vec<Child>,
        response: Vec<Child>,
    },
    Record {
        name: String,
        children: Vec<Child>,
    },
    Enumeration {
        name: String,
        values: Vec<String>,
    },
}

/// Reads a whole table.
pub(super) fn read(table: &str) -> Result<Vec<Entry>, NotationError> {
    let mut reader = Reader { rest: table };
    let mut entries = Vec::new();
    while !reader.at_end() {
        entries.push(reader.entry()?);
    }
    Ok(entries)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn entry(&mut self) -> Result<Entry, NotationError> {
        let word = self.word()?;
        match word {
            "type" => Ok(Entry::Record {
                name: self.word()?.to_owned(),
                children: self.children('(', ')')?,
            }),
            "enum" => Ok(Entry::Enumeration {
                name: self.word()?.to_owned(),
                values: self.values()?,
            }),
            name => {
                let request = self.children('(', ')')?;
                self.due('-', "->")?;
                self.due('>', "->")?;
                let mut response = self.children('(', ')')?;
                for child in response.iter_mut().filter(|child| child.name == "R") {
                    child.name = format!("{name}Result");
                }
                Ok(Entry::Operation {
                    name: name.to_owned(),
                    request,
                    response,
                })
            }
        }
    }

    fn values(&mut self) -> Result<Vec<String>, NotationError> {
        self.due('(', "(")?;
        let mut values = vec![self.word()?.to_owned()];
        while self.take(',') {
            values.push(self.word()?.to_owned());
        }
        self.due(')', ")")?;
        Ok(values)
    }

    fn children(&mut self, open: char, close: char) -> Result<Vec<Child>, NotationError> {
        self.due(open, "an opening bracket")?;
        let mut children = Vec::new();
        if self.take(close) {
            return Ok(children);
        }
        loop {
            children.push(self.child()?);
            if !self.take(',') {
                break;
            }
        }
        self.due(close, "a closing bracket")?;
        Ok(children)
    }

    fn child(&mut self) -> Result<Child, NotationError> {
        if self.take('.') {
            self.due('.', "..")?;
            return Ok(Child {
                name: String::new(),
                shape: Shape::Unknown,
                optional: true,
                nillable: false,
                repeated: true,
            });
        }
        let name = self.word()?.to_owned();
        let mut child = Child {
            shape: shape_of(&name),
            name,
            optional: false,
            nillable: false,
            repeated: false,
        };
        while self.mark(&mut child)? {}
        Ok(child)
    }

    /// Takes one mark behind the name of a child.
    fn mark(&mut self, child: &mut Child) -> Result<bool, NotationError> {
        if self.take('?') {
            child.optional = true;
        } else if self.take('~') {
            child.nillable = true;
        } else if self.take('*') {
            child.repeated = true;
        } else if self.take(':') {
            child.shape = shape_of(self.word()?);
        } else if self.take('/') {
            child.shape = Shape::Inline(vec![self.child()?]);
        } else if self.next() == Some('{') {
            child.shape = Shape::Inline(self.children('{', '}')?);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn word(&mut self) -> Result<&'a str, NotationError> {
        self.skip();
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(self.rest.len());
        if end == 0 {
            return Err(self.expected("a name"));
        }
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(word)
    }

    fn due(&mut self, sign: char, expected: &'static str) -> Result<(), NotationError> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.expected(expected))
        }
    }

    fn take(&mut self, sign: char) -> bool {
        let taken = self.next() == Some(sign);
        if taken {
            self.rest = &self.rest[sign.len_utf8()..];
        }
        taken
    }

    fn next(&mut self) -> Option<char> {
        self.skip();
        self.rest.chars().next()
    }

    fn at_end(&mut self) -> bool {
        self.next().is_none()
    }

    /// Passes over white space and comments.
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
        while self.rest.starts_with('#') {
            self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
        }
    }

    fn expected(&self, expected: &'static str) -> NotationError {
        NotationError {
            expected,
            found: self.rest.chars().take(40).collect(),
        }
    }
}

fn shape_of(name: &str) -> Shape {
    match name {
        "int" => Shape::Scalar(Scalar::Int),
        "dec" => Shape::Scalar(Scalar::Decimal),
        "str" => Shape::Scalar(Scalar::Text),
        "bool" => Shape::Scalar(Scalar::Bool),
        "dt" => Shape::Scalar(Scalar::DateTime),
        "guid" => Shape::Scalar(Scalar::Guid),
        "b64" => Shape::Scalar(Scalar::Binary),
        "any" => Shape::Scalar(Scalar::Any),
        name => Shape::Named(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Shape, read};

    #[test]
    fn a_list_with_children_of_its_own_is_read() {
        let entries = read("# hours\nHours_Get(Year:int) -> (R?/Row*{Id:int~,\n  Note:str?})").unwrap();
        let [
            Entry::Operation {
                name,
                request,
                response,
            },
        ] = entries.as_slice()
        else {
            panic!("{entries:?}")
        };
        assert_eq!(
            (name.as_str(), request.len(), response[0].name.as_str()),
            ("Hours_Get", 1, "Hours_GetResult")
        );
        assert!(response[0].optional);
        let Shape::Inline(rows) = &response[0].shape else {
            panic!("{response:?}")
        };
        let Shape::Inline(children) = &rows[0].shape else {
            panic!("{rows:?}")
        };
        assert!(rows[0].repeated && children[0].nillable && children[1].optional);
    }

    #[test]
    fn a_broken_table_says_where() {
        let error = read("Hours_Get(Year:int -> ()").unwrap_err().to_string();
        assert_eq!(error, "the table says \"-> ()\" where a closing bracket is due");
    }
}
