//! The Python package `nmbrs` reads through the sandbox, unchanged but for its base address.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use loonbrug_sandbox::world::{Caller, CostCenterShare, Kind, World};

use crate::client::Client;

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python");

#[tokio::test(flavor = "multi_thread")]
async fn the_package_reads_what_is_held() {
    let client = Client::start(with_a_cost_center(World::manuals())).await;
    for (employee, code, hours) in [(30_001, 2100, "15"), (30_001, 6080, "5"), (30_009, 2100, "22.75")] {
        insert(&client, "HourComponentVar_Insert", employee, code, hours).await;
        let days = format!("<EmployeeId>{employee}</EmployeeId><Days>3</Days>");
        assert_eq!(
            client.call("EmployeeService", "DaysVar_SetCurrent", &days).await.status,
            200
        );
    }
    insert(&client, "HourComponentFixed_Insert", 30_010, 2100, "4").await;
    let base = client.sandbox.base_url().to_string();
    let output = tokio::task::spawn_blocking(move || read(&base)).await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!("reads_of_the_package", String::from_utf8_lossy(&output.stdout));
}

/// The package cannot read an employee without a cost centre; the data set holds none.
fn with_a_cost_center(mut world: World) -> World {
    let caller = Caller::person("salaris@example.nl", "2023-04-03T07:00:00Z".parse().unwrap());
    let mut employee = world.employee(&caller, 30_001).unwrap().clone();
    let cost_center = world.company_of(&caller, employee.id).unwrap().cost_centers[0].id;
    let from = employee.personal[0].from;
    employee.cost_centers.push(CostCenterShare {
        id: world.next_id(Kind::CostCenterShare),
        created_at: caller.now,
        from,
        cost_center,
        cost_unit: None,
        percentage: 10_000,
        default: true,
    });
    world.put_employee(employee);
    world
}

async fn insert(client: &Client, operation: &str, employee: i32, code: i32, hours: &str) {
    let arguments = format!(
        "<EmployeeId>{employee}</EmployeeId><Hourcomponent><Id>0</Id><HourCode>{code}</HourCode><Hours>{hours}</Hours>\
         </Hourcomponent><Period>4</Period><Year>2023</Year><UnprotectedMode>false</UnprotectedMode>"
    );
    let reply = client.call("EmployeeService", operation, &arguments).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

fn read(base: &str) -> Output {
    let python = environment();
    Command::new(python)
        .arg(format!("{SCRIPTS}/reads.py"))
        .arg(base)
        .output()
        .unwrap()
}

/// The Python of a virtual environment that holds the package; it is made once for each build folder.
fn environment() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let python = folder.join("bin/python");
    let requirements = format!("{SCRIPTS}/requirements.txt");
    let wanted = fs::read_to_string(&requirements).unwrap();
    let installed = folder.join("installed");
    if fs::read_to_string(&installed).is_ok_and(|held| held == wanted) {
        return python;
    }
    let made = Command::new("python3")
        .arg("-m")
        .arg("venv")
        .arg("--clear")
        .arg(&folder)
        .output();
    let made =
        made.unwrap_or_else(|error| panic!("this test needs Python 3 (Debian: apt install python3-venv): {error}"));
    let trouble = String::from_utf8_lossy(&made.stdout);
    assert!(
        made.status.success(),
        "this test needs Python's venv (Debian: apt install python3-venv): {trouble}"
    );
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        &requirements,
    ];
    let fetched = Command::new(&python).args(pip).output().unwrap();
    let trouble = String::from_utf8_lossy(&fetched.stderr);
    assert!(
        fetched.status.success(),
        "this test needs the package nmbrs from PyPI (pip could not fetch it): {trouble}"
    );
    fs::write(installed, wanted).unwrap();
    python
}
