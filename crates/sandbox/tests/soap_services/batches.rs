//! Batches of which a part takes effect.

use loonbrug_sandbox::world::{BatchMode, ComponentKind, World};
use loonbrug_sandbox::{Fault, FaultKind};

use crate::client::Client;

const SERVICE: &str = "EmployeeService";
const BATCH: &str = "HourComponentVar_Insert_Batch";

fn rows(codes: &[i32]) -> String {
    let row = |code: &i32| {
        format!(
            "<EmployeeHourComponent><EmployeeId>30001</EmployeeId><HourCode>{code}</HourCode><Hours>1</Hours>\
             </EmployeeHourComponent>"
        )
    };
    let rows: String = codes.iter().map(row).collect();
    format!("<HourComponents>{rows}</HourComponents><Period>4</Period><Year>2023</Year>")
}

fn codes(client: &Client) -> Vec<i32> {
    let world = client.sandbox.play().world();
    let rows = world.components(ComponentKind::Hours).all();
    rows.map(|row| row.content.code).collect()
}

#[tokio::test]
async fn the_first_rows_are_stored_and_the_answer_is_a_failure() {
    let client = Client::start(World::manuals()).await;
    let fault = Fault::new("*_Batch", FaultKind::PartialBatch { rows: 2 });
    client.sandbox.play().faults.order(vec![fault]);
    let reply = client.call(SERVICE, BATCH, &rows(&[2100, 6050, 6080])).await;
    assert_eq!(reply.status, 500);
    assert!(reply.body.starts_with("<!DOCTYPE html>"), "{}", reply.body);
    assert_eq!(codes(&client), [2100, 6050]);
    let again = client.call(SERVICE, BATCH, &rows(&[6080, 2100])).await;
    assert_eq!((again.status, codes(&client)), (200, vec![2100, 6050, 6080, 2100]));
}

#[tokio::test]
async fn days_of_a_batch_are_set_in_part_as_well() {
    let client = Client::start(World::manuals()).await;
    let fault = Fault::new("*_Batch", FaultKind::PartialBatch { rows: 1 });
    client.sandbox.play().faults.order(vec![fault]);
    let row = |employee: i32| {
        format!(
            "<DaysWorked><EmployeeId>{employee}</EmployeeId><Days>3</Days><Year>2023</Year><Period>4</Period></DaysWorked>"
        )
    };
    let rows = format!(
        "<EmployeesDaysWorked>{}{}</EmployeesDaysWorked>",
        row(30_001),
        row(30_002)
    );
    assert_eq!(client.call(SERVICE, "DaysVar_Set_Batch", &rows).await.status, 500);
    let world = client.sandbox.play().world();
    let people: Vec<i32> = world.days().all().map(|row| row.employee).collect();
    assert_eq!(people, [30_001]);
}

#[tokio::test]
async fn a_batch_may_leave_rows_out_without_a_word() {
    let mut world = World::manuals();
    world.settings.batch = BatchMode::FirstRows(1);
    let client = Client::start(world).await;
    let reply = client.call(SERVICE, BATCH, &rows(&[2100, 6050])).await;
    assert_eq!((reply.status, codes(&client)), (200, vec![2100]));
}
