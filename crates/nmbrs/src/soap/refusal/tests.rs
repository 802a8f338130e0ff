//! Every fault text that is known, to its code and class.

use super::*;
use crate::soap::testing::element;
use std::fmt::Write;

fn fault_11(code: &str, text: &str) -> Refusal {
    Refusal::read(&element(&format!(
        "<soap:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring><detail /></soap:Fault>"
    )))
}

/// As the server words it, around a code and a text.
fn refusal(text: &str) -> Refusal {
    fault_11(
        "soap:Server",
        &format!(
            "System.Web.Services.Protocols.SoapException: Server was unable to process request. ---&gt; {text}\n   at \
             Nmbrs.Api.EmployeeService.HourComponentVar_Insert() in Service.cs:line 12\n   --- End of inner exception ---"
        ),
    )
}

#[test]
fn knows_the_texts_of_nmbrs() {
    let mut table = String::new();
    for text in [
        "1001: Invalid Authentication",
        "1002: Unauthorized access",
        "1003: Unauthorized access",
        "1004: Disabled, no valid subscription",
        "2001: Invalid Hour component",
        "2001: Invalid Hourcomponent",
        "2002: Invalid Wage component",
        "2003: Unauthorized access",
        "2003: Invalid Employee",
        "2004: Unauthorized access",
        "2005: Invalid Organisation",
        "2006: Invalid Period",
        "2009: Unauthorized access",
        "2011: Protected mode",
        "2012: Wage tax declaration already sent",
        "2037: Invalid CostCenterId",
        "2042: User in multiple environments",
        "2043: Invalid domain",
        "2046: Not found",
        "9999: Unkown",
        "9999: TWK is not allowed",
        "12345: Something new",
        "Invalid combination email/password",
        "Object reference not set to an instance of an object.",
    ] {
        let refusal = refusal(text);
        let code = refusal.code().map_or("-".to_owned(), |code| format!("{code:?}"));
        let [read, write, many] = [Kind::Read, Kind::Write, Kind::WriteMany].map(|kind| match refusal.class(kind) {
            FaultClass::Retry { .. } => "Retry".to_owned(),
            class => format!("{class:?}"),
        });
        writeln!(table, "{text:<55} {code:<22} {read:<9} {write:<9} {many}").unwrap();
    }
    insta::assert_snapshot!(table, @"
    1001: Invalid Authentication                            InvalidAuthentication  Pause     Pause     Pause
    1002: Unauthorized access                               UnauthorisedMethod     Pause     Pause     Pause
    1003: Unauthorized access                               UnauthorisedData       Rejected  Rejected  Unknown
    1004: Disabled, no valid subscription                   Disabled               Pause     Pause     Pause
    2001: Invalid Hour component                            InvalidHourCode        Rejected  Rejected  Unknown
    2001: Invalid Hourcomponent                             InvalidHourCode        Rejected  Rejected  Unknown
    2002: Invalid Wage component                            InvalidWageCode        Rejected  Rejected  Unknown
    2003: Unauthorized access                               UnknownEmployee        Rejected  Rejected  Unknown
    2003: Invalid Employee                                  UnknownEmployee        Rejected  Rejected  Unknown
    2004: Unauthorized access                               UnknownCompany         Rejected  Rejected  Unknown
    2005: Invalid Organisation                              Other(2005)            Rejected  Rejected  Unknown
    2006: Invalid Period                                    InvalidPeriod          Rejected  Rejected  Unknown
    2009: Unauthorized access                               UnknownDebtor          Rejected  Rejected  Unknown
    2011: Protected mode                                    ProtectedPeriod        Rejected  Rejected  Unknown
    2012: Wage tax declaration already sent                 WageReturnSent         Rejected  Rejected  Unknown
    2037: Invalid CostCenterId                              Other(2037)            Rejected  Rejected  Unknown
    2042: User in multiple environments                     InvalidDomain          Pause     Pause     Pause
    2043: Invalid domain                                    InvalidDomain          Pause     Pause     Pause
    2046: Not found                                         NotFound               Rejected  Rejected  Unknown
    9999: Unkown                                            Other(9999)            Retry     Unknown   Unknown
    9999: TWK is not allowed                                ProtectedPeriod        Rejected  Rejected  Unknown
    12345: Something new                                    Other(12345)           Rejected  Rejected  Unknown
    Invalid combination email/password                      InvalidAuthentication  Pause     Pause     Pause
    Object reference not set to an instance of an object.   -                      Retry     Unknown   Unknown
    ");
}

#[test]
fn keeps_the_text_after_the_code_and_says_what_to_do() {
    insta::assert_snapshot!(refusal("2001: Invalid Hour component"), @"2001: Invalid Hour component; this hour code is not in the hour model of the company");
    insta::assert_snapshot!(refusal("9999: Unkown"), @"9999: Unkown");
    insta::assert_snapshot!(refusal(&format!("2037: {}", "x".repeat(1000))).to_string().len(), @"306");
}

#[test]
fn reads_faults_of_version_1_2_and_texts_that_start_with_their_code() {
    let fault = element(
        "<soap:Fault><soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code><soap:Reason>\
         <soap:Text xml:lang=\"en\">Server was unable to process request. ---&gt; 2003: Unauthorized access</soap:Text>\
         </soap:Reason><soap:Detail /></soap:Fault>",
    );
    assert_eq!(Refusal::read(&fault).code(), Some(FaultCode::UnknownEmployee));
    assert_eq!(
        fault_11("soap:Server", "2006: Invalid Period").code(),
        Some(FaultCode::InvalidPeriod)
    );
    let nested = fault_11(
        "soap:Server",
        "A ---&gt; B: unknown ---&gt;2011: Protected ---&gt; 2001: Other",
    );
    assert_eq!(nested.code(), Some(FaultCode::ProtectedPeriod));
}

#[test]
fn a_fault_that_blames_the_request_was_not_carried_out() {
    for (code, text) in [
        (
            "soap:Client",
            "Unable to handle request without a valid action parameter. Please supply a valid soap action.",
        ),
        (
            "soap:Client",
            "Server was unable to read request. ---&gt; There is an error in XML document (1, 2).",
        ),
        (
            "soap:Sender",
            "Server did not recognize the value of HTTP Header SOAPAction: x.",
        ),
        ("soap:MustUnderstand", ""),
    ] {
        let refusal = fault_11(code, text);
        assert_eq!(refusal.class(Kind::WriteMany), FaultClass::Rejected, "{text}");
        assert_eq!(refusal.class(Kind::Read), FaultClass::Rejected, "{text}");
    }
    let bare = Refusal::read(&element("<Fault/>"));
    assert_eq!(
        (bare.class(Kind::Write), bare.to_string().as_str()),
        (FaultClass::Unknown, "refused without a reason")
    );
}
