//! Debtors, companies and what belongs to a company.

use super::Unreadable;
use crate::soap::element::Element;
use crate::types::{Company, Debtor, HourCode, IdPair, RemoteId, WageCode};
use loonbrug_domain::Frequency;

/// `Debtor` of `List_GetAll`.
pub(in crate::soap) fn debtor(item: &Element) -> Result<Debtor, Unreadable> {
    Ok(Debtor {
        id: RemoteId::Number(item.number("Id")?),
        number: item.text_of("Number"),
        name: item.text_of("Name"),
    })
}

/// `Company` of `List_GetAll` and `List_GetByDebtor`. The interface gives the period of the wage return
/// (loonaangiftetijdvak), not the debtor.
pub(in crate::soap) fn company(item: &Element) -> Result<Company, Unreadable> {
    let frequency = match item.field("LoonaangifteTijdvak") {
        Some("Month") => Some(Frequency::Monthly),
        Some("Week4") => Some(Frequency::FourWeekly),
        _ => None,
    };
    Ok(Company {
        id: RemoteId::Number(item.number("ID")?),
        number: item.text_of("Number"),
        name: item.text_of("Name"),
        debtor: None,
        frequency,
    })
}

/// `HourCode` of `HourModel_GetHourCodes` and `HourModel2_GetHourCodes`.
pub(in crate::soap) fn hour_code(item: &Element) -> Result<HourCode, Unreadable> {
    Ok(HourCode {
        code: item.number("Code")?,
        description: item.text_of("Description"),
    })
}

/// `WageCode` of `WageModel_GetWageCodes` and `WageModel2_GetWageCodes`.
pub(in crate::soap) fn wage_code(item: &Element) -> Result<WageCode, Unreadable> {
    Ok(WageCode {
        code: item.number("Code")?,
        description: item.text_of("Description"),
    })
}

/// `Mapping` of `Converter_GetByCompany_IntToGuid`.
pub(in crate::soap) fn id_pair(item: &Element) -> Result<IdPair, Unreadable> {
    Ok(IdPair {
        number: item.number("IdInt")?,
        uuid: item.required("IdGuid", "a UUID", |value| value.parse().ok())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soap::testing::element;
    use insta::assert_compact_json_snapshot;

    #[test]
    fn reads_a_debtor() {
        let item = element("<Debtor><Id>7</Id><Number>0042</Number><Name>Bakkerij Jansen &amp; Zn.</Name></Debtor>");
        assert_compact_json_snapshot!(debtor(&item).unwrap(), @r#"{"id": {"number": 7}, "number": "0042", "name": "Bakkerij Jansen & Zn."}"#);
        let bare = element("<Debtor><Id>7</Id></Debtor>");
        assert_compact_json_snapshot!(debtor(&bare).unwrap(), @r#"{"id": {"number": 7}, "number": "", "name": ""}"#);
    }

    #[test]
    fn reads_a_company_with_the_period_of_its_wage_return() {
        let company_of = |period: &str| {
            company(&element(&format!(
                "<Company><ID>54613</ID><Number>444445</Number><Name>DEMO B.V. 2</Name>{period}</Company>"
            )))
            .unwrap()
        };
        let month = company_of("<LoonaangifteTijdvak>Month</LoonaangifteTijdvak><KvkNr>1</KvkNr>");
        assert_compact_json_snapshot!(month, @r#"{"id": {"number": 54613}, "number": "444445", "name": "DEMO B.V. 2", "debtor": null, "frequency": "monthly"}"#);
        let frequency =
            |name: &str| company_of(&format!("<LoonaangifteTijdvak>{name}</LoonaangifteTijdvak>")).frequency;
        assert_eq!(frequency("Week4"), Some(Frequency::FourWeekly));
        assert_eq!(["None", "Month6", "Year"].map(frequency), [None; 3]);
        assert_eq!(company_of("").frequency, None);
    }

    #[test]
    fn reads_an_hour_code() {
        let item = element("<HourCode><Code>2100</Code><Description>Gewerkte uren</Description></HourCode>");
        assert_compact_json_snapshot!(hour_code(&item).unwrap(), @r#"{"code": 2100, "description": "Gewerkte uren"}"#);
    }

    #[test]
    fn reads_a_wage_code() {
        let item = element("<WageCode><Code>5090</Code><Description>Maaltijdvergoeding</Description></WageCode>");
        assert_compact_json_snapshot!(wage_code(&item).unwrap(), @r#"{"code": 5090, "description": "Maaltijdvergoeding"}"#);
    }

    #[test]
    fn reads_a_pair_of_ids() {
        let item =
            element("<Mapping><IdInt>1200</IdInt><IdGuid>0189f7a2-0000-7000-8000-000000001200</IdGuid></Mapping>");
        insta::assert_compact_debug_snapshot!(id_pair(&item).unwrap(), @"IdPair { number: 1200, uuid: 0189f7a2-0000-7000-8000-000000001200 }");
    }

    #[test]
    fn names_the_field_that_is_not_as_promised() {
        let refusal = |xml: &str| id_pair(&element(xml)).unwrap_err().to_string();
        insta::assert_snapshot!(refusal("<Mapping><IdInt>12x</IdInt></Mapping>"), @r#"Mapping: IdInt holds "12x", expected a whole number: correct it in Nmbrs, or report that the interface has changed"#);
        insta::assert_snapshot!(refusal("<Mapping><IdInt>12</IdInt></Mapping>"), @"Mapping: IdGuid holds nothing, expected a UUID: correct it in Nmbrs, or report that the interface has changed");
        insta::assert_snapshot!(refusal("<Mapping><IdInt>12</IdInt><IdGuid>34</IdGuid></Mapping>"), @r#"Mapping: IdGuid holds "34", expected a UUID: correct it in Nmbrs, or report that the interface has changed"#);
    }
}
