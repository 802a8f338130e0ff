//! What goes wrong, and the fault that says so in the words and the form of ASP.NET.

use thiserror::Error;

use super::envelope::Version;
use super::pieces::Pieces;
use crate::world::WorldFault;

/// A call that is not answered. `Display` is the text of the fault.
#[derive(Debug, Error)]
pub(super) enum Fault {
    /// Nmbrs refuses. The code stands behind `---> `; clients look for it there.
    #[error(
        "System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> {0}\n   \
         --- End of inner exception stack trace ---"
    )]
    Refused(#[from] WorldFault),
    /// The log-in of a ticket is wrong. This one has no code.
    #[error(
        "System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> \
         Invalid combination email/password\n   --- End of inner exception stack trace ---"
    )]
    NoSuchLogIn,
    /// The request is not XML, or a value in it is not what it should be.
    #[error(
        "Server was unable to read request. ---> There is an error in XML document ({line}, {column}). ---> {reason}"
    )]
    Unreadable { line: usize, column: usize, reason: String },
    /// Neither a `SOAPAction` nor a body names an operation.
    #[error("Unable to handle request without a valid action parameter. Please supply a valid soap action.")]
    NoAction,
    /// The `SOAPAction` names none of the service's operations.
    #[error("Server did not recognize the value of HTTP Header SOAPAction: {action}.")]
    UnknownAction { action: String },
    /// Nmbrs has it, the sandbox does not play it.
    #[error("{method} exists at Nmbrs, but this sandbox does not play it.")]
    NotPlayed { method: String },
    /// The sandbox contradicts its own table.
    #[error("The sandbox cannot write its answer: {0}.")]
    Internal(#[from] super::writer::Undeclared),
}

impl Fault {
    /// Whether the request is to blame, by the distinction that SOAP makes.
    fn is_of_client(&self) -> bool {
        matches!(
            self,
            Self::Unreadable { .. } | Self::NoAction | Self::UnknownAction { .. }
        )
    }

    /// Writes the fault element as this version of SOAP has it.
    pub(super) fn write(&self, version: Version, out: &mut Pieces) {
        let text = self.to_string();
        match version {
            Version::V11 => {
                out.push("<soap:Fault><faultcode>");
                out.push(if self.is_of_client() {
                    "soap:Client"
                } else {
                    "soap:Server"
                });
                out.push("</faultcode><faultstring>");
                out.escaped(&text);
                out.push("</faultstring><detail /></soap:Fault>");
            }
            Version::V12 => {
                out.push("<soap:Fault><soap:Code><soap:Value>");
                out.push(if self.is_of_client() {
                    "soap:Sender"
                } else {
                    "soap:Receiver"
                });
                out.push("</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang=\"en\">");
                out.escaped(&text);
                out.push("</soap:Text></soap:Reason><soap:Detail /></soap:Fault>");
            }
        }
    }
}
