//! Hours, days, wage components and runs.

use super::Unreadable;
use crate::soap::element::Element;
use crate::types::{HourRow, PayrollRun, RemoteId, WageRow};
use loonbrug_domain::{Cents, HundredthHours};

/// `HourComponent` of `HourComponentVar_Get`: no comment, no cost centre (API fact).
pub(in crate::soap) fn hour_row(item: &Element) -> Result<HourRow, Unreadable> {
    Ok(HourRow {
        id: RemoteId::Number(item.number("Id")?),
        code: item.number("HourCode")?,
        hours: HundredthHours(hundredths(item, "Hours")?),
        comment: None,
        created_at: None,
    })
}

/// `WageComponent` of `WageComponentVar_Get`: no comment, no cost centre (API fact).
pub(in crate::soap) fn wage_row(item: &Element) -> Result<WageRow, Unreadable> {
    Ok(WageRow {
        id: RemoteId::Number(item.number("Id")?),
        code: item.number("Code")?,
        value: Cents(hundredths(item, "Value")?),
        comment: None,
    })
}

/// A decimal that must be there, in hundredths.
fn hundredths(item: &Element, field: &str) -> Result<i64, Unreadable> {
    item.decimal(field, 2)?
        .ok_or_else(|| Unreadable::new(&item.name, field, None, "a decimal"))
}

/// `RunInfo` of `Run_GetList`.
pub(in crate::soap) fn payroll_run(item: &Element) -> Result<PayrollRun, Unreadable> {
    Ok(PayrollRun {
        id: RemoteId::Number(item.number("ID")?),
        number: item.number("Number")?,
        year: item.small_number("Year")?,
        description: item.text_of("Description"),
        locked: item.flag("IsLocked")?,
        periods: Some((item.small_number("PeriodStart")?, item.small_number("PeriodEnd")?)),
        ran_on: item.date("RunAt")?,
    })
}

/// The text of a result that is a number: the days of `DaysVar_Get`, the id of `HourComponentVar_Insert`.
pub(in crate::soap) fn whole_number(text: &str) -> Result<i64, Unreadable> {
    let value = Some(text).filter(|text| !text.is_empty());
    text.parse()
        .map_err(|_| Unreadable::new("answer", "result", value, "a whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soap::testing::element;
    use insta::assert_compact_json_snapshot;

    #[test]
    fn reads_a_row_of_hours() {
        let item = element("<HourComponent><Id>12</Id><HourCode>2100</HourCode><Hours>14.1</Hours></HourComponent>");
        assert_compact_json_snapshot!(hour_row(&item).unwrap(), @r#"{"id": {"number": 12}, "code": 2100, "hours": 1410, "comment": null, "created_at": null}"#);
        let dutch = element("<HourComponent><Id>12</Id><HourCode>2100</HourCode><Hours>14,1</Hours></HourComponent>");
        insta::assert_snapshot!(hour_row(&dutch).unwrap_err(), @r#"HourComponent: Hours holds "14,1", expected a decimal: correct it in Nmbrs, or report that the interface has changed"#);
        let none = element("<HourComponent><Id>12</Id><HourCode>2100</HourCode></HourComponent>");
        insta::assert_snapshot!(hour_row(&none).unwrap_err(), @"HourComponent: Hours holds nothing, expected a decimal: correct it in Nmbrs, or report that the interface has changed");
    }

    #[test]
    fn reads_a_row_of_wages() {
        let row = |rest: &str| wage_row(&element(&format!("<WageComponent><Id>12</Id>{rest}</WageComponent>")));
        assert_compact_json_snapshot!(row("<Code>5090</Code><Value>13.5</Value>").unwrap(), @r#"{"id": {"number": 12}, "code": 5090, "value": 1350, "comment": null}"#);
        assert_compact_json_snapshot!(row("<Code>5131</Code><Value>-0.25</Value>").unwrap(), @r#"{"id": {"number": 12}, "code": 5131, "value": -25, "comment": null}"#);
        insta::assert_snapshot!(row("<Code>5090</Code>").unwrap_err(), @"WageComponent: Value holds nothing, expected a decimal: correct it in Nmbrs, or report that the interface has changed");
        insta::assert_snapshot!(row("<HourCode>5090</HourCode><Value>1</Value>").unwrap_err(), @"WageComponent: Code holds nothing, expected a whole number: correct it in Nmbrs, or report that the interface has changed");
    }

    #[test]
    fn reads_a_run() {
        let run = |rest: &str| {
            payroll_run(&element(&format!(
                "<RunInfo><ID>31</ID><Number>4</Number><Year>2023</Year><PeriodStart>4</PeriodStart>\
                 <PeriodEnd>4</PeriodEnd>{rest}</RunInfo>"
            )))
        };
        let whole =
            run("<Description>April 2023</Description><RunAt>2023-04-25T14:03:12.123</RunAt><IsLocked>true</IsLocked>");
        assert_compact_json_snapshot!(whole.unwrap(), @r#"
        {
          "id": {
            "number": 31
          },
          "number": 4,
          "year": 2023,
          "description": "April 2023",
          "locked": true,
          "periods": [
            4,
            4
          ],
          "ran_on": "2023-04-25"
        }
        "#);
        let open = run("<RunAt>0001-01-01T00:00:00</RunAt><IsLocked>false</IsLocked>");
        assert_compact_json_snapshot!(open.unwrap(), @r#"{"id": {"number": 31}, "number": 4, "year": 2023, "description": "", "locked": false, "periods": [4, 4], "ran_on": null}"#);
        insta::assert_snapshot!(run("<IsLocked>maybe</IsLocked>").unwrap_err(), @r#"RunInfo: IsLocked holds "maybe", expected true or false: correct it in Nmbrs, or report that the interface has changed"#);
    }

    #[test]
    fn reads_a_number_as_the_whole_result() {
        assert_eq!(whole_number("18"), Ok(18));
        assert_eq!(whole_number("-2"), Ok(-2));
        insta::assert_snapshot!(whole_number("").unwrap_err(), @"answer: result holds nothing, expected a whole number: correct it in Nmbrs, or report that the interface has changed");
        insta::assert_snapshot!(whole_number("1.5").unwrap_err(), @r#"answer: result holds "1.5", expected a whole number: correct it in Nmbrs, or report that the interface has changed"#);
    }
}
