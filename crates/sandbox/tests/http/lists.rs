//! The page envelope and the spelling of every list.

use insta::assert_json_snapshot;
use loonbrug_sandbox::browser::LogIn;
use loonbrug_sandbox::data::Generated;
use loonbrug_sandbox::world::World;
use serde_json::Value;

use crate::histories::first;
use crate::visitor::{EVERY_SCOPE, Visitor};

#[tokio::test]
async fn a_page_has_the_envelope_and_links_that_lead_to_every_row_once() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    let (_, page) = visitor
        .get(&format!("{company}/employees?pageSize=10&pageNumber=2"))
        .await;
    let base = visitor.sandbox.base_url().as_str();
    let shown = page["pagination"]
        .to_string()
        .replace(base, "http://host/")
        .replace(&company, "COMPANY");
    assert_json_snapshot!(serde_json::from_str::<Value>(&shown).unwrap(), @r#"
    {
      "firstPage": "http://host/nmbrs/COMPANY/employees?pageNumber=1&pageSize=10",
      "lastPage": "http://host/nmbrs/COMPANY/employees?pageNumber=3&pageSize=10",
      "nextPage": "http://host/nmbrs/COMPANY/employees?pageNumber=3&pageSize=10",
      "pageNumber": 2,
      "pageSize": 10,
      "previousPage": "http://host/nmbrs/COMPANY/employees?pageNumber=1&pageSize=10",
      "totalPages": 3,
      "totalRecords": 28
    }
    "#);
    let mut next = format!("{company}/employees?employeeType=payroll&pageSize=10");
    let mut seen = vec![];
    loop {
        let (status, page) = visitor.get(&next).await;
        assert_eq!(status, 200);
        seen.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["employeeId"].to_string()),
        );
        match page["pagination"]["nextPage"].as_str() {
            Some(link) => link.clone_into(&mut next),
            None => break,
        }
    }
    let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (26, 26));
}

#[tokio::test]
async fn pages_are_twenty_by_default_and_never_more_than_a_hundred() {
    let mut visitor = Visitor::of(World::generated(&Generated {
        employees: 250,
        ..Generated::default()
    }))
    .await;
    visitor.sign_in(EVERY_SCOPE, LogIn::default()).await;
    let company = visitor.company(1).await;
    let size = async |query: &str| {
        visitor
            .rows(&format!("{company}/employees/personalinfo{query}"))
            .await
            .len()
    };
    assert_eq!(size("").await, 20);
    assert_eq!(size("?pageSize=1000").await, 100);
    assert_eq!(size("?pageSize=100&pageNumber=3").await, 50);
    assert_eq!(size("?pageNumber=99").await, 0);
}

#[tokio::test]
async fn paths_are_read_in_any_case_and_with_a_slash_at_the_end() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await.replace("companies", "Companies");
    assert_eq!(
        visitor.rows(&format!("{company}/EMPLOYEES/PersonalInfo/")).await.len(),
        20
    );
}

#[tokio::test]
async fn debtors_companies_and_their_lists_are_spelt_as_in_the_api() {
    let visitor = Visitor::new().await;
    let debtor = visitor.rows("api/debtors").await.remove(0);
    let of_debtor = format!("api/debtors/{}", debtor["debtorId"].as_str().unwrap());
    let mut shown = serde_json::Map::new();
    for path in ["api/user/info", "api/debtors", "api/companies"] {
        shown.insert(path.to_owned(), visitor.rows(path).await.remove(0));
    }
    for list in ["companies", "departments", "functions", "managers"] {
        shown.insert(
            list.to_owned(),
            visitor.rows(&format!("{of_debtor}/{list}")).await.remove(0),
        );
    }
    assert_json_snapshot!(shown, @r#"
    {
      "api/companies": {
        "companyId": "e5d79648-50a6-4a1a-ba82-6f441fde711d",
        "debtorId": "053a2b14-e0d9-4efe-ba2b-b1ca0123c759",
        "name": "Modehuis Voorbeeld B.V.",
        "number": "1"
      },
      "api/debtors": {
        "debtorId": "053a2b14-e0d9-4efe-ba2b-b1ca0123c759",
        "name": "Voorbeeld Retail",
        "number": "1"
      },
      "api/user/info": {
        "email": "salaris@example.nl",
        "name": "Salarisadministratie",
        "userId": "57556ae2-ecbf-4bbe-8bc0-60efe21036b5"
      },
      "companies": {
        "companyId": "e5d79648-50a6-4a1a-ba82-6f441fde711d",
        "debtorId": "053a2b14-e0d9-4efe-ba2b-b1ca0123c759",
        "name": "Modehuis Voorbeeld B.V.",
        "number": "1"
      },
      "departments": {
        "code": 10,
        "departmentId": "5b5441dd-9998-4e91-b02d-44acd2a095c3",
        "description": "Verkoop"
      },
      "functions": {
        "code": 1,
        "description": "Verkoopmedewerker",
        "functionId": "bd2687a5-dd76-4742-b4ce-d739f933ccea"
      },
      "managers": {
        "firstName": "Bianca",
        "lastName": "Cordes",
        "managerId": "956b6f52-5b74-4076-9990-7e59e147ce5a"
      }
    }
    "#);
}

#[tokio::test]
async fn the_lists_of_a_company_are_spelt_as_in_the_api() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    let mut shown = serde_json::Map::new();
    for list in [
        "costcenters",
        "costunits",
        "hourcodes",
        "defaulttemplates",
        "leaveGroups",
        "runs",
    ] {
        shown.insert(
            list.to_owned(),
            visitor.rows(&format!("{company}/{list}")).await.remove(0),
        );
    }
    assert_json_snapshot!(shown, @r#"
    {
      "costcenters": {
        "code": "100",
        "costCenterId": "a5d9ce80-9e03-41ea-be6d-b954a15d569c",
        "description": "Filiaal"
      },
      "costunits": {
        "code": "1",
        "costUnitId": "4cb8fffe-6461-44ee-bf16-178e2e12bfd7",
        "description": "Winkel"
      },
      "defaulttemplates": {
        "defaultEmployeeTemplateId": "7e0b04d3-483f-4211-9c6a-c24f2893a3a6",
        "description": "Standaard"
      },
      "hourcodes": {
        "code": 2100,
        "description": "Gewerkte uren"
      },
      "leaveGroups": {
        "description": "Vakantieverlof",
        "group": "Type1",
        "leaveGroupId": "47f1669e-15c4-4c14-8f7a-087902ba8be3"
      },
      "runs": {
        "createdAt": "2023-01-25T07:30:00Z",
        "description": "Verloning 2023-1",
        "locked": true,
        "number": 1,
        "payrollRunId": "e0a3e284-3c96-40e9-82a1-7f666dcdea0f",
        "type": "Payroll",
        "year": 2023
      }
    }
    "#);
}

#[tokio::test]
async fn wrappers_are_there_when_they_are_empty() {
    let visitor = Visitor::new().await;
    for (list, wrapper) in [
        ("contracts?createdFrom=2024-01-01", "contracts"),
        ("managers?createdFrom=2024-01-01", "managers"),
        ("functions?createdFrom=2024-01-01", "functions"),
        ("costcenters", "employeeCostCenters"),
        ("fixedwagecomponents", "fixedWageComponents"),
        ("variablewagecomponents?year=2023&period=4", "variablewagecomponents"),
    ] {
        let row = first(&visitor, &format!("employees/{list}")).await;
        assert_eq!(row[wrapper], serde_json::json!([]), "{list}: {row}");
    }
}

#[tokio::test]
async fn filters_choose_rows() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    let thomas = visitor.employee(1001).await.replace("api/employees/", "");
    let count = async |query: &str| {
        visitor
            .rows(&format!("{company}/employees{query}&pageSize=100"))
            .await
            .len()
    };
    assert_eq!(count("?employeeType=applicant").await, 1);
    assert_eq!(count("?employeeType=formerPayroll").await, 1);
    assert_eq!(count("?employeeType=payroll").await, 26);
    assert_eq!(count(&format!("/contracts?employeeId={thomas}")).await, 1);
    let recent = first(&visitor, "employees/contracts?createdFrom=2022-06-01").await;
    assert_eq!(recent["contracts"].as_array().unwrap().len(), 1);
    let (status, body) = visitor.get(&format!("{company}/employees?employeeType=boss")).await;
    assert_eq!((status, &body["title"]), (400, &Value::from("ValidationError")));
}

#[tokio::test]
async fn hour_codes_are_those_of_both_models_once() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    let codes = visitor.rows(&format!("{company}/hourcodes?pageSize=100")).await;
    let shown: Vec<String> = codes
        .iter()
        .map(|row| format!("{} {}", row["code"], row["description"]))
        .collect();
    assert_json_snapshot!(shown, @r#"
    [
      "2100 \"Gewerkte uren\"",
      "2190 \"Extra uren (parttimers)\"",
      "3070 \"Ziekte uren 70% (verlaagd salaris)\"",
      "3095 \"Ziekte uren 95% (verlaagd salaris)\"",
      "3100 \"Ziekte uren 100% (verlaagd salaris)\"",
      "3170 \"Ziekteuren Uurloner 70%\"",
      "3195 \"Ziekteuren Uurloner 95%\"",
      "3200 \"Ziekteuren Uurloner 100%\"",
      "3754 \"Inhouding betaald ouderschapsverlof (pensioengevend)\"",
      "3755 \"Betaald ouderschapsverlof (pensioengevend)\"",
      "3756 \"Inhouding betaald ouderschapsverlof\"",
      "3757 \"Betaald ouderschapsverlof\"",
      "4100 \"Uitbetalen Vakantieuren (BT)\"",
      "6050 \"Toeslaguren 50%\"",
      "6080 \"Toeslaguren 100%\"",
      "7010 \"Uren generatiepact\""
    ]
    "#);
}

#[tokio::test]
async fn a_run_names_the_employees_that_it_pays() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    let runs = visitor.rows(&format!("{company}/runs?year=2023")).await;
    assert_eq!(runs.len(), 3);
    let run = runs[0]["payrollRunId"].as_str().unwrap();
    let (_, page) = visitor.get(&format!("{company}/runs/{run}/employees?pageSize=1")).await;
    assert_eq!(page["pagination"]["totalRecords"], 26);
    assert_eq!(
        visitor.rows(&format!("{company}/runs?year=2022")).await,
        Vec::<Value>::new()
    );
}
