//! What is written is what is read afterwards.

use loonbrug_sandbox::world::{Caller, World};

use crate::client::Client;

const SERVICE: &str = "EmployeeService";
const THOMAS: &str = "<EmployeeId>30001</EmployeeId>";
const PROTECTED: &str = "2011: Protected mode: cannot change in the past";

/// Calls one after the other and compares what they tell.
async fn play(client: &Client, steps: &[(&str, String, &str)]) {
    for (operation, arguments, expected) in steps {
        let reply = client.call(SERVICE, operation, arguments).await;
        assert_eq!(reply.told(), *expected, "{operation} {arguments}");
    }
}

fn period(number: i32) -> String {
    format!("{THOMAS}<Period>{number}</Period><Year>2023</Year>")
}

fn hours(id: i32, code: i32, hours: &str) -> String {
    format!("<Hourcomponent><Id>{id}</Id><HourCode>{code}</HourCode><Hours>{hours}</Hours></Hourcomponent>")
}

fn wage(id: i32, code: i32, value: &str) -> String {
    format!("<WageComponent><Id>{id}</Id><Code>{code}</Code><Value>{value}</Value></WageComponent>")
}

const UNPROTECTED: &str = "<UnprotectedMode>true</UnprotectedMode>";

#[tokio::test]
async fn variable_hours_go_into_their_period() {
    let client = Client::start(World::manuals()).await;
    let (april, march, now) = (period(4), period(3), THOMAS.to_owned());
    let row = hours(0, 2100, "7.5");
    play(
        &client,
        &[
            ("HourComponentVar_Insert", format!("{april}{row}"), "5000001"),
            ("HourComponentVar_InsertCurrent", format!("{now}{row}"), "5000002"),
            ("HourComponentVar_Insert", format!("{march}{row}"), PROTECTED),
            (
                "HourComponentVar_Insert",
                format!("{march}{UNPROTECTED}{row}"),
                "5000003",
            ),
            (
                "HourComponentVar_Insert",
                format!("{}{row}", period(13)),
                "2006: Invalid Period",
            ),
            (
                "HourComponentVar_Insert",
                format!("{april}{}", hours(0, 1, "1")),
                "2001: Invalid Hour component",
            ),
            (
                "HourComponentVar_GetCurrent",
                now,
                "5000001 2100 7.50 5000002 2100 7.50",
            ),
            ("HourComponentVar_Get", march, "5000003 2100 7.50"),
        ],
    )
    .await;
}

#[tokio::test]
async fn variable_hours_are_changed_and_removed() {
    let client = Client::start(World::manuals()).await;
    let (april, march, now) = (period(4), period(3), THOMAS.to_owned());
    let row = hours(0, 2100, "7.5");
    let delete = |id: i32| format!("{THOMAS}<HourComponentID>{id}</HourComponentID>");
    play(
        &client,
        &[
            ("HourComponentVar_Insert", format!("{april}{row}"), "5000001"),
            ("HourComponentVar_Insert", format!("{april}{row}"), "5000002"),
            (
                "HourComponentVar_Insert",
                format!("{march}{UNPROTECTED}{row}"),
                "5000003",
            ),
            (
                "HourComponent_Update",
                format!("{now}{}", hours(5_000_002, 6080, "-2.25")),
                "5000002",
            ),
            (
                "HourComponentVar_Get",
                april.clone(),
                "5000001 2100 7.50 5000002 6080 -2.25",
            ),
            ("HourComponent_Delete", delete(5_000_001), "true"),
            ("HourComponent_Delete", delete(5_000_001), "2046: Not found"),
            ("HourComponent_Delete", delete(5_000_003), PROTECTED),
            ("HourComponentVar_Get", april.clone(), "5000002 6080 -2.25"),
            ("HourComponentVar_ClearCurrent", now, ""),
            ("HourComponentVar_Get", april, ""),
            ("HourComponentVar_Clear", march.clone(), PROTECTED),
            ("HourComponentVar_Clear", format!("{march}{UNPROTECTED}"), ""),
            ("HourComponentVar_Get", march, ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn fixed_hours_return_until_they_are_stopped() {
    let client = Client::start(World::manuals()).await;
    let (april, june, now) = (period(4), period(6), THOMAS.to_owned());
    let ending = "<EndPeriod>5</EndPeriod><EndYear>2023</EndYear>";
    let stop = format!("{}{UNPROTECTED}{}", period(5), hours(5_000_001, 2100, "4"));
    play(
        &client,
        &[
            (
                "HourComponentFixed_Insert",
                format!("{april}{}", hours(0, 2100, "4")),
                "5000001",
            ),
            (
                "HourComponentFixed_InsertCurrent",
                format!("{now}{}", hours(0, 2190, "3")),
                "5000002",
            ),
            (
                "HourComponentFixed_Insert_With_End",
                format!("{april}{ending}{}", hours(0, 6050, "2")),
                "5000003",
            ),
            (
                "HourComponentFixed_GetCurrent",
                now,
                "5000001 2100 4.00 5000002 2190 3.00 5000003 6050 2.00",
            ),
            (
                "HourComponentFixed_Get",
                june.clone(),
                "5000001 2100 4.00 5000002 2190 3.00",
            ),
            ("HourComponentFixed_Stop", stop, ""),
            ("HourComponentFixed_Get", june, "5000002 2190 3.00"),
            ("HourComponentVar_Get", april, ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_batch_is_taken_whole_or_not_at_all() {
    let client = Client::start(World::manuals()).await;
    let row = |employee: i32, code: i32| {
        format!(
            "<EmployeeHourComponent><EmployeeId>{employee}</EmployeeId><Id>0</Id><HourCode>{code}</HourCode>\
             <CostCenterId xsi:nil=\"true\" /><CostUnitId xsi:nil=\"true\" /><Hours>8</Hours></EmployeeHourComponent>"
        )
    };
    let batch = |rows: [String; 2]| {
        format!(
            "<HourComponents>{}</HourComponents><Period>4</Period><Year>2023</Year>",
            rows.concat()
        )
    };
    play(
        &client,
        &[
            (
                "HourComponentVar_Insert_Batch",
                batch([row(30_001, 2100), row(30_002, 1)]),
                "2001: Invalid Hour component",
            ),
            ("HourComponentVar_Get", period(4), ""),
            (
                "HourComponentVar_Insert_Batch",
                batch([row(30_001, 2100), row(30_002, 2100)]),
                "",
            ),
            ("HourComponentVar_Get", period(4), "5000001 2100 8.00"),
            (
                "HourComponentFixed_Insert_Batch",
                batch([row(30_001, 2190), row(30_002, 2190)]),
                "",
            ),
            ("HourComponentFixed_Get", period(4), "5000003 2190 8.00"),
        ],
    )
    .await;
}

#[tokio::test]
async fn wage_components_behave_as_hour_components() {
    let client = Client::start(World::manuals()).await;
    let (april, now) = (period(4), THOMAS.to_owned());
    let row = "<EmployeeWageComponent><EmployeeId>30001</EmployeeId><Code>5131</Code><Value>2.5</Value></EmployeeWageComponent>";
    let from = "<StartPeriod>4</StartPeriod><StartYear>2023</StartYear><EndPeriod>4</EndPeriod><EndYear>2023</EndYear>";
    let batch = format!("<WageComponents>{row}</WageComponents>");
    play(
        &client,
        &[
            (
                "WageComponentVar_Insert",
                format!("{april}{}", wage(0, 5131, "12.34")),
                "7000001",
            ),
            (
                "WageComponentVar_InsertCurrent",
                format!("{now}{}", wage(0, 2100, "1")),
                "2002: Invalid Wage component",
            ),
            (
                "WageComponentVar_Insert_Batch",
                format!("{batch}<Period>4</Period><Year>2023</Year>"),
                "",
            ),
            (
                "WageComponent_Update",
                format!("{now}{}", wage(7_000_001, 5100, "99")),
                "true",
            ),
            (
                "WageComponentVar_Get",
                april.clone(),
                "7000001 5100 99.00 7000002 5131 2.50",
            ),
            (
                "WageComponent_Delete",
                format!("{now}<WageComponentID>7000001</WageComponentID>"),
                "true",
            ),
            ("WageComponentVar_GetCurrent", now.clone(), "7000002 5131 2.50"),
            ("WageComponentVar_Clear", april.clone(), ""),
            ("WageComponentVar_Get", april.clone(), ""),
            (
                "WageComponentFixed_Insert_With_End",
                format!("{now}{from}{}", wage(0, 5090, "1")),
                "7000003",
            ),
            ("WageComponentFixed_Insert_Batch_With_End", format!("{batch}{from}"), ""),
            (
                "WageComponentFixed_GetCurrent",
                now,
                "7000003 5090 1.00 7000004 5131 2.50",
            ),
            ("WageComponentFixed_Get", period(5), ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn days_are_set_and_set_again() {
    let client = Client::start(World::manuals()).await;
    let (april, march, now) = (period(4), period(3), THOMAS.to_owned());
    let days = |number: i32| format!("<Days>{number}</Days>");
    let rows = "<EmployeesDaysWorked><DaysWorked><EmployeeId>30001</EmployeeId><Days>9</Days><Period>4</Period>\
                <Year>2023</Year></DaysWorked></EmployeesDaysWorked>";
    let more = "<PlusMinusDaysForWageComp>2</PlusMinusDaysForWageComp>";
    play(
        &client,
        &[
            ("DaysVar_Get", april.clone(), "0"),
            ("DaysVar_Set", format!("{april}{}", days(3)), ""),
            ("DaysVar_SetCurrent", format!("{now}{}", days(5)), ""),
            ("DaysVar_GetCurrent", now.clone(), "5"),
            ("DaysVar_Set", format!("{march}{}", days(1)), PROTECTED),
            ("DaysVar_Set", format!("{march}{UNPROTECTED}{}", days(1)), ""),
            (
                "DaysVar_Set",
                format!("{april}{}", days(-1)),
                "2030: Invalid set of values",
            ),
            ("DaysVar_Set_Batch", rows.to_owned(), ""),
            ("DaysVarWorked_GetCurrent", now.clone(), "9 0"),
            ("DaysVarWorked_SetCurrent", format!("{now}{}{more}", days(4)), ""),
            ("DaysVarWorked_Get", april.clone(), "4 2"),
            ("DaysFixed_Set", format!("{april}{}", days(20)), ""),
            ("DaysFixed_Get", period(7), "20"),
            ("DaysFixed_Stop", format!("{}{UNPROTECTED}", period(6)), ""),
            ("DaysFixed_Get", period(7), "0"),
            ("DaysVar_Get", april, "4"),
            ("DaysVar_Get", march, "1"),
        ],
    )
    .await;
}

/// When the period closes, rows stay readable and cannot be changed, and the next period is open.
#[tokio::test]
async fn a_closed_period_is_protected() {
    let client = Client::start(World::manuals()).await;
    let insert = format!("{}{}", period(4), hours(0, 2100, "8"));
    play(&client, &[("HourComponentVar_Insert", insert.clone(), "5000001")]).await;
    let person = Caller::person("salaris@example.nl", "2023-04-26T10:00:00Z".parse().unwrap());
    client.sandbox.play().world_mut().close_period(&person, 2001).unwrap();
    play(
        &client,
        &[
            ("HourComponentVar_Insert", insert, PROTECTED),
            ("HourComponentVar_Get", period(4), "5000001 2100 8.00"),
            ("HourComponentVar_GetCurrent", THOMAS.to_owned(), ""),
            ("Employee_GetCurrent", THOMAS.to_owned(), "2023-5-M"),
        ],
    )
    .await;
}
