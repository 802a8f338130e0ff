//! The five services with their operations and types, read from the tables once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::notation::{self, Child, Entry, NotationError, Shape};
use super::operations::{
    Answer, Reading, Reads, Writes, Writing, company, component_writes, components, days, debtor, employment, leave,
    organisation, people, personal, single_sign_on,
};

/// The order in which help pages list them.
pub(super) static CATALOGUE: LazyLock<Vec<Service>> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the tables are part of the program and a test reads them whole"
    )]
    TABLES
        .iter()
        .map(Service::load)
        .collect::<Result<_, _>>()
        .expect("the tables of the SOAP services")
});

const SHARED_TYPES: &str = include_str!("tables/shared_types.txt");

const TABLES: [Table; 5] = [
    Table {
        name: "DebtorService",
        operations: include_str!("tables/debtor_operations.txt"),
        types: include_str!("tables/debtor_types.txt"),
        reads: &[debtor::READS],
        writes: &[],
    },
    Table {
        name: "CompanyService",
        operations: include_str!("tables/company_operations.txt"),
        types: include_str!("tables/company_types.txt"),
        reads: &[company::READS],
        writes: &[],
    },
    Table {
        name: "EmployeeService",
        operations: include_str!("tables/employee_operations.txt"),
        types: include_str!("tables/employee_types.txt"),
        reads: &[
            people::READS,
            personal::READS,
            employment::READS,
            organisation::READS,
            components::READS,
            days::READS,
            leave::READS,
        ],
        writes: &[component_writes::WRITES, days::WRITES],
    },
    Table {
        name: "ReportService",
        operations: include_str!("tables/report_operations.txt"),
        types: "",
        reads: &[],
        writes: &[],
    },
    Table {
        name: "SingleSignOn",
        operations: include_str!("tables/single_sign_on_operations.txt"),
        types: "",
        reads: &[single_sign_on::READS],
        writes: &[],
    },
];

struct Table {
    name: &'static str,
    operations: &'static str,
    types: &'static str,
    reads: &'static [Reads],
    writes: &'static [Writes],
}

impl Table {
    fn handler(&self, operation: &str) -> Option<Handler> {
        let reads = self.reads.iter().copied().flatten();
        let writes = self.writes.iter().copied().flatten();
        let read = reads
            .filter(|(name, _)| *name == operation)
            .map(|(_, play)| Handler::Read(*play));
        let write = writes
            .filter(|(name, _)| *name == operation)
            .map(|(_, play)| Handler::Write(*play));
        read.chain(write).next()
    }
}

/// What plays an operation.
#[derive(Clone, Copy)]
pub(super) enum Handler {
    Read(for<'w> fn(Reading<'w>) -> Answer<'w>),
    Write(fn(&mut Writing<'_>) -> Answer<'static>),
}

/// One service: `<name>.asmx`.
pub(super) struct Service {
    pub(super) name: &'static str,
    pub(super) operations: Vec<Operation>,
    /// What its operations reach, by name.
    pub(super) definitions: BTreeMap<String, Definition>,
}

/// A type or an enumeration.
#[derive(Debug, Clone)]
pub(super) enum Definition {
    Record(Vec<Child>),
    Enumeration(Vec<String>),
}

/// One operation.
pub(super) struct Operation {
    pub(super) name: String,
    pub(super) request: Vec<Child>,
    pub(super) response: Vec<Child>,
    pub(super) header: Header,
    /// `None`: known, but not played here.
    pub(super) handler: Option<Handler>,
}

/// Which authentication header an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    None,
    /// User name and token.
    Plain,
    /// User name, token and sub-domain.
    WithDomain,
}

impl Header {
    /// The name of its element.
    pub(super) fn element(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Plain => Some("AuthHeader"),
            Self::WithDomain => Some("AuthHeaderWithDomain"),
        }
    }
}

impl Service {
    /// The service of a path such as `employeeservice.asmx`, whatever its case.
    pub(super) fn of_path(path: &str) -> Option<&'static Self> {
        CATALOGUE
            .iter()
            .find(|service| path.eq_ignore_ascii_case(&format!("{}.asmx", service.name)))
    }

    /// The namespace of header and body. It names the production host in the sandbox as well.
    pub(super) fn namespace(&self) -> String {
        format!("https://api.nmbrs.nl/soap/v3/{}", self.name)
    }

    pub(super) fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.name == name)
    }

    pub(super) fn definition(&self, name: &str) -> Option<&Definition> {
        self.definitions.get(name)
    }

    fn load(table: &Table) -> Result<Self, NotationError> {
        let mut operations = Vec::new();
        let mut known = BTreeMap::new();
        for entry in [SHARED_TYPES, table.types, table.operations].map(notation::read) {
            for entry in entry? {
                match entry {
                    Entry::Operation {
                        name,
                        request,
                        response,
                    } => {
                        operations.push(Operation {
                            header: header_of(table.name, &name),
                            handler: table.handler(&name),
                            name,
                            request,
                            response,
                        });
                    }
                    Entry::Record { name, children } => {
                        known.insert(name, Definition::Record(children));
                    }
                    Entry::Enumeration { name, values } => {
                        known.insert(name, Definition::Enumeration(values));
                    }
                }
            }
        }
        let definitions = reached(&operations, known);
        Ok(Self {
            name: table.name,
            operations,
            definitions,
        })
    }
}

fn header_of(service: &str, operation: &str) -> Header {
    match (service, operation) {
        ("SingleSignOn", _) => Header::None,
        (_, "Environment_Get") => Header::Plain,
        _ => Header::WithDomain,
    }
}

/// The definitions that the operations lead to.
fn reached(operations: &[Operation], mut known: BTreeMap<String, Definition>) -> BTreeMap<String, Definition> {
    let mut reached = BTreeMap::new();
    let mut pending: Vec<Child> = operations
        .iter()
        .flat_map(|operation| operation.request.iter().chain(&operation.response))
        .cloned()
        .collect();
    while let Some(child) = pending.pop() {
        match child.shape {
            Shape::Inline(children) => pending.extend(children),
            Shape::Named(name) => {
                if let Some(definition) = known.remove(&name) {
                    if let Definition::Record(children) = &definition {
                        pending.extend(children.iter().cloned());
                    }
                    reached.insert(name, definition);
                }
            }
            Shape::Scalar(_) | Shape::Unknown => {}
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::{CATALOGUE, Child, Definition, Service, Shape, TABLES};

    #[test]
    fn every_handler_has_its_operation_and_no_operation_is_there_twice() {
        for (service, table) in CATALOGUE.iter().zip(&TABLES) {
            let reads = table.reads.iter().copied().flatten().map(|(name, _)| *name);
            let writes = table.writes.iter().copied().flatten().map(|(name, _)| *name);
            for name in reads.chain(writes) {
                assert!(
                    service.operation(name).is_some(),
                    "{name} is not in the table of {}",
                    service.name
                );
            }
            let mut names: Vec<&str> = service
                .operations
                .iter()
                .map(|operation| operation.name.as_str())
                .collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{}", service.name);
        }
    }

    #[test]
    fn every_type_that_is_named_is_defined() {
        for service in CATALOGUE.iter() {
            for operation in &service.operations {
                resolved(service, &operation.request);
                resolved(service, &operation.response);
            }
            for definition in service.definitions.values() {
                if let Definition::Record(children) = definition {
                    resolved(service, children);
                }
            }
        }
    }

    fn resolved(service: &Service, children: &[Child]) {
        for child in children {
            match &child.shape {
                Shape::Named(name) => assert!(service.definition(name).is_some(), "{}: {name}", service.name),
                Shape::Inline(children) => resolved(service, children),
                Shape::Scalar(_) | Shape::Unknown => {}
            }
        }
    }

    #[test]
    fn the_services_are_as_large_as_the_interface() {
        let sizes: Vec<_> = CATALOGUE
            .iter()
            .map(|service| (service.name, service.operations.len()))
            .collect();
        let expected = [
            ("DebtorService", 31),
            ("CompanyService", 100),
            ("EmployeeService", 206),
            ("ReportService", 104),
            ("SingleSignOn", 3),
        ];
        assert_eq!(sizes, expected);
    }
}
