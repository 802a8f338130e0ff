//! Answers whole, broken off, hostile and strange.

use crate::fault::FaultClass;
use crate::soap::broken::Broken;
use crate::soap::element::Element;
use crate::soap::operation::{DAYS, HOURS, ID_PAIRS, INSERT_HOURS, Operation};
use crate::soap::testing::{answer, items};
use tokio::io::BufReader;

const TWO_ROWS: &str = "<HourComponentVar_GetResponse xmlns=\"https://api.nmbrs.nl/soap/v3/EmployeeService\">\
     <HourComponentVar_GetResult>\
     <HourComponent><Id>12</Id><HourCode>2100</HourCode><Hours>14.1</Hours></HourComponent>\
     <HourComponent><Id>13</Id><HourCode>2100</HourCode><Hours>1</Hours></HourComponent>\
     </HourComponentVar_GetResult></HourComponentVar_GetResponse>";

/// As a person would write it: `HourComponent(Id=12 Hours=nil)`.
fn shown(element: &Element) -> String {
    let text = if element.nil { "nil" } else { element.text.trim() };
    if element.children.is_empty() {
        return format!("{}={text}", element.name);
    }
    let children: Vec<String> = element.children.iter().map(shown).collect();
    format!("{}({})", element.name, children.join(" "))
}

fn read(body: &str, operation: &'static Operation) -> Result<Vec<String>, Broken> {
    items(answer(body).as_bytes(), operation).map(|(items, _)| items.iter().map(shown).collect())
}

/// The items of a result of [`HOURS`].
fn result(items: &str) -> Result<Vec<String>, Broken> {
    read(
        &format!(
            "<HourComponentVar_GetResponse><HourComponentVar_GetResult>{items}</HourComponentVar_GetResult>\
             </HourComponentVar_GetResponse>"
        ),
        &HOURS,
    )
}

#[test]
fn gives_the_children_of_the_result() {
    insta::assert_compact_json_snapshot!(read(TWO_ROWS, &HOURS).unwrap(), @r#"["HourComponent(Id=12 HourCode=2100 Hours=14.1)", "HourComponent(Id=13 HourCode=2100 Hours=1)"]"#);
}

#[test]
fn an_answer_that_breaks_off_at_any_byte_never_ends_well() {
    let whole = answer(TWO_ROWS);
    for length in 0..whole.len() {
        let broken = items(&whole.as_bytes()[..length], &HOURS).map(|(items, _)| items.len());
        assert!(
            matches!(broken, Err(Broken::CutOff | Broken::NotXml(_))),
            "{length}: {broken:?}"
        );
    }
    assert_eq!(items(whole.as_bytes(), &HOURS).map(|(items, _)| items.len()), Ok(2));
}

#[test]
fn how_the_network_cuts_an_answer_does_not_matter() {
    let row = "<Row xsi:nil=\"false\"><A>é &amp; 😀</A><B><![CDATA[]]]]></B></Row>";
    let name = HOURS.name();
    let whole = answer(&format!(
        "<{name}Response><{name}Result>{row}</{name}Result></{name}Response>"
    ));
    for size in 1..40 {
        let (items, _) = items(BufReader::with_capacity(size, whole.as_bytes()), &HOURS).unwrap();
        assert_eq!(
            items.iter().map(shown).collect::<Vec<_>>(),
            ["Row(A=é & 😀 B=]])"],
            "{size}"
        );
    }
}

#[test]
fn reads_every_form_of_an_empty_list() {
    assert_eq!(result(""), Ok(vec![]));
    for body in [
        "<HourComponentVar_GetResponse/>",
        "<HourComponentVar_GetResponse><HourComponentVar_GetResult/></HourComponentVar_GetResponse>",
        "<HourComponentVar_GetResponse> <HourComponentVar_GetResult xsi:nil=\"true\"/> </HourComponentVar_GetResponse>",
    ] {
        assert_eq!(read(body, &HOURS), Ok(vec![]), "{body}");
    }
}

#[test]
fn reads_both_versions_of_soap_prefixes_headers_comments_and_a_byte_order_mark() {
    let answer = "\u{feff}<?xml version=\"1.0\"?><!-- hello -->\n<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\">\
         <e:Header><x:Trace xmlns:x=\"urn:x\"><x:Id>1</x:Id></x:Trace></e:Header>\n<e:Body>\
         <n:DaysVar_GetResponse xmlns:n=\"urn:n\"><n:DaysVar_GetResult> 1<!-- one -->8 </n:DaysVar_GetResult>\
         </n:DaysVar_GetResponse></e:Body></e:Envelope>";
    assert_eq!(items(answer.as_bytes(), &DAYS), Ok((vec![], " 18 ".to_owned())));
    let bare = "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body><DaysVar_GetResponse>\
                <DaysVar_GetResult>7</DaysVar_GetResult></DaysVar_GetResponse></Body></Envelope>";
    assert_eq!(items(bare.as_bytes(), &DAYS), Ok((vec![], "7".to_owned())));
}

#[test]
fn resolves_entities_and_character_data() {
    let read = result(
        "<Row><A>Jan &amp; &lt;Piet&gt; &#233;&#xE9; &quot;&apos;</A><B><![CDATA[<x> & y]]></B><C xsi:nil=\"true\"/></Row>",
    );
    insta::assert_compact_json_snapshot!(read.unwrap(), @r#"["Row(A=Jan & <Piet> éé \"' B=<x> & y C=nil)"]"#);
}

#[test]
fn finds_the_items_in_their_container() {
    let mapping = "<Mapping><IdInt>1</IdInt></Mapping><Mapping><IdInt>2</IdInt></Mapping>";
    for inside in [
        format!("<Entity>Employee</Entity><Mappings>{mapping}</Mappings>"),
        format!("<Mappings>{mapping}</Mappings><Entity>Employee</Entity>"),
        format!("<Entity>Employee</Entity>{mapping}"),
    ] {
        let name = ID_PAIRS.name();
        let body = format!("<{name}Response><{name}Result>{inside}</{name}Result></{name}Response>");
        assert_eq!(
            read(&body, &ID_PAIRS).unwrap(),
            ["Mapping(IdInt=1)", "Mapping(IdInt=2)"],
            "{inside}"
        );
    }
}

#[test]
fn refuses_what_is_not_an_answer() {
    let document = |text: &str| items(text.as_bytes(), &HOURS).map(|(items, _)| items.len());
    let not_soap = |name: &str| Err(Broken::NotSoap(name.to_owned()));
    assert_eq!(document(""), Err(Broken::CutOff));
    assert_eq!(document("<html><body>Maintenance</body></html>"), not_soap("html"));
    assert_eq!(document("<Envelope><Body/></Envelope>"), not_soap("Envelope"));
    assert_eq!(
        document("<s:Envelope xmlns:s='urn:other'><s:Body/></s:Envelope>"),
        not_soap("s:Envelope")
    );
    for text in [
        "{\"status\":500}",
        "\0\0\0\0",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<?xml version=\"1.0\"?><a",
    ] {
        assert!(
            matches!(document(text), Err(Broken::NotXml(_) | Broken::CutOff)),
            "{text}: {:?}",
            document(text)
        );
    }
}

#[test]
fn refuses_documents_that_are_not_well_formed() {
    for text in [
        "<Row><A></B></Row>",
        "<Row>&unknown;</Row>",
        "<Row>&#0;</Row>",
        "<Row a=1 a=2/>",
        "<Row>&amp</Row>",
    ] {
        assert!(
            matches!(result(text), Err(Broken::NotXml(_))),
            "{text}: {:?}",
            result(text)
        );
    }
    let mut bytes = answer(TWO_ROWS).into_bytes();
    let place = bytes.len() / 2;
    bytes[place] = 0xff;
    let broken = items(bytes.as_slice(), &HOURS);
    assert!(matches!(broken, Err(Broken::NotXml(_))), "{broken:?}");
}

/// What a document declares could read files here or unpack to gigabytes.
#[test]
fn refuses_a_document_type_and_what_it_declares() {
    let declared = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\"><!ENTITY y \"&x;&x;\">]>";
    let broken = items(format!("{declared}{}", answer(TWO_ROWS)).as_bytes(), &HOURS);
    assert!(
        matches!(&broken, Err(Broken::NotXml(why)) if why.contains("document type")),
        "{broken:?}"
    );
}

#[test]
fn refuses_another_answer_than_was_asked() {
    for body in [
        "",
        "<DaysVar_GetResponse><DaysVar_GetResult>1</DaysVar_GetResult></DaysVar_GetResponse>",
        "<HourComponentVar_GetResponse><Other/></HourComponentVar_GetResponse>",
    ] {
        assert!(
            matches!(read(body, &HOURS), Err(Broken::Unexpected(_))),
            "{body}: {:?}",
            read(body, &HOURS)
        );
    }
}

#[test]
fn refuses_what_would_fill_the_memory() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let wide = format!("<Row>{}</Row>", "<a/>".repeat(100_000));
    let long = format!("<Row>{}</Row>", "x".repeat(9_000_000));
    let tag = format!("<Row a=\"{}\"/>", "x".repeat(9_000_000));
    let blank = " ".repeat(9_000_000);
    for text in [deep, wide, long, tag, blank] {
        assert!(matches!(result(&text), Err(Broken::TooLarge(_))), "{:?}", result(&text));
    }
}

#[test]
fn many_items_of_any_total_size_are_no_harm() {
    let row = format!("<Row><A>{}</A></Row>", "x".repeat(1_000_000));
    assert_eq!(result(&row.repeat(20)).map(|items| items.len()), Ok(20));
}

#[test]
fn a_collected_list_has_a_limit_as_a_whole() {
    use crate::soap::stream::Items;
    use futures::FutureExt;
    let whole = answer(TWO_ROWS);
    let read = async {
        let mut items = Items::open(whole.as_bytes(), &HOURS, whole.len() - 1).await?;
        while items.next().await?.is_some() {}
        Ok::<(), Broken>(())
    };
    assert!(matches!(read.now_or_never().unwrap(), Err(Broken::TooLarge(_))));
}

#[test]
fn a_broken_answer_leaves_a_write_in_doubt_and_lets_a_read_be_repeated() {
    let again = FaultClass::Retry { after: None };
    let cases = [
        (Broken::CutOff, again),
        (Broken::Connection(String::new()), again),
        (Broken::NotXml(String::new()), again),
        (Broken::NotSoap(String::new()), again),
        (Broken::Unexpected(String::new()), FaultClass::Rejected),
        (Broken::TooLarge(String::new()), FaultClass::Rejected),
    ];
    for (broken, on_read) in cases {
        assert_eq!(broken.clone().into_fault(&HOURS).class, on_read, "{broken:?}");
        assert_eq!(broken.into_fault(&INSERT_HOURS).class, FaultClass::Unknown);
    }
}
