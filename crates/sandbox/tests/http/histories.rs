//! The spelling of people and of everything that has a history.

use insta::assert_json_snapshot;
use serde_json::Value;

use crate::visitor::Visitor;

/// The row of Thomas Lakeman in a company-level list.
pub async fn first(visitor: &Visitor, list: &str) -> Value {
    let company = visitor.company(1).await;
    visitor.rows(&format!("{company}/{list}")).await.remove(0)
}

#[tokio::test]
async fn people_are_spelt_as_in_the_api() {
    let visitor = Visitor::new().await;
    assert_json_snapshot!(first(&visitor, "employees").await, @r#"
    {
      "employeeBasicInfo": {
        "employeeNumber": 1001,
        "employeeType": "payroll",
        "firstName": "Thomas",
        "firstNameInFull": "Thomas",
        "initials": "T.",
        "lastName": "Lakeman",
        "prefix": null
      },
      "employeeId": "0b756d1f-7705-42b9-ae18-4d297355e6e2"
    }
    "#);
    assert_json_snapshot!(first(&visitor, "employees/personalinfo").await, @r#"
    {
      "employeeId": "0b756d1f-7705-42b9-ae18-4d297355e6e2",
      "info": [
        {
          "basicInfo": {
            "employeeNumber": 1001,
            "employeeType": "payroll",
            "firstName": "Thomas",
            "firstNameInFull": "Thomas",
            "initials": "T.",
            "lastName": "Lakeman",
            "prefix": null
          },
          "birthInfo": {
            "birthCountry": {
              "codeISO": "NL",
              "description": "Nederland"
            },
            "birthDate": "1985-01-01",
            "deceasedOn": null,
            "gender": "male",
            "nationality": {
              "codeISO": "NL",
              "description": "Nederlandse"
            }
          },
          "contactInfo": {
            "businessEmail": "thomas.lakeman@example.nl",
            "businessMobilePhone": null,
            "businessPhone": null,
            "otherPhone": null,
            "privateEmail": null,
            "privateMobilePhone": "0600000000",
            "privatePhone": null
          },
          "createdAt": "2021-01-07T07:30:00Z",
          "partnerInfo": {
            "ascriptionCode": 0,
            "partnerName": null,
            "partnerPrefix": null
          },
          "period": {
            "period": 1,
            "year": 2021
          },
          "personalInfoId": "7b5d0fd4-8f7c-4272-867c-31bfa0db440b"
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn one_employee_is_a_page_of_one_row_with_flat_codes() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    assert_json_snapshot!(visitor.rows(&employee).await.remove(0)["personalInfo"]["birthInfo"], @r#"
    {
      "birthCountryCodeISO": "NL",
      "birthDate": "1985-01-01",
      "deceasedOn": null,
      "gender": "male",
      "nationalityCodeISO": "NL"
    }
    "#);
}

#[tokio::test]
async fn addresses_and_bank_accounts_are_spelt_as_in_the_api() {
    let visitor = Visitor::new().await;
    assert_json_snapshot!(first(&visitor, "employees/addresses").await, @r#"
    {
      "addresses": [
        {
          "addressId": "a8a0d7ce-92d6-4510-945e-cf7b725f7d24",
          "city": "Utrecht",
          "countryISOCode": "NL",
          "houseNumber": "1",
          "houseNumberAddition": "A",
          "isDefault": true,
          "period": {
            "period": 1,
            "year": 2021
          },
          "postalCode": "1000 AB",
          "stateProvince": null,
          "street": "Voorbeeldstraat",
          "type": "homeAddress"
        }
      ],
      "employeeId": "0b756d1f-7705-42b9-ae18-4d297355e6e2"
    }
    "#);
    assert_json_snapshot!(first(&visitor, "employees/bankaccounts").await, @r#"
    {
      "bankAccounts": [
        {
          "IBAN": "NL23NBSX0000000000",
          "bankAccountId": "40db6a2b-cc61-40df-98cf-dec1d3341866",
          "bankAccountType": "bankAccount1",
          "city": "Utrecht",
          "createdAt": "2021-01-07T07:30:00Z",
          "description": null,
          "name": null,
          "number": null
        }
      ],
      "employeeId": "0b756d1f-7705-42b9-ae18-4d297355e6e2"
    }
    "#);
}

#[tokio::test]
async fn employments_and_contracts_are_spelt_as_in_the_api_and_oldest_first() {
    let visitor = Visitor::new().await;
    assert_json_snapshot!(first(&visitor, "employees/employments").await, @r#"
    {
      "employeeId": "0b756d1f-7705-42b9-ae18-4d297355e6e2",
      "employments": [
        {
          "changedDate": "2021-01-07T07:30:00Z",
          "employmentId": "5616ea12-cc76-4bed-b5fd-6381aa112b7e",
          "endContractReason": null,
          "endDate": null,
          "seniorityDate": "2021-01-07T00:00:00Z",
          "startDate": "2021-01-07T00:00:00Z"
        }
      ]
    }
    "#);
    assert_json_snapshot!(first(&visitor, "employees/contracts").await, @r#"
    {
      "contracts": [
        {
          "contractId": "d769f6cc-17a0-43c3-b5d3-f7c6a30b6c92",
          "createdAt": "2021-01-07T07:31:00Z",
          "endDate": "2022-12-31T00:00:00Z",
          "hoursPerWeek": 8,
          "indefinite": false,
          "startDate": "2021-01-07T00:00:00Z",
          "trialPeriod": null,
          "writtenContract": true
        },
        {
          "contractId": "04694846-b497-49ae-9f30-a43a0d85aed5",
          "createdAt": "2023-01-01T07:31:00Z",
          "endDate": null,
          "hoursPerWeek": 0,
          "indefinite": true,
          "startDate": "2023-01-01T00:00:00Z",
          "trialPeriod": null,
          "writtenContract": true
        }
      ],
      "employeeId": "0b756d1f-7705-42b9-ae18-4d297355e6e2"
    }
    "#);
}

#[tokio::test]
async fn schedules_and_salaries_are_spelt_as_in_the_api() {
    let visitor = Visitor::new().await;
    assert_json_snapshot!(first(&visitor, "employees/schedules").await["schedules"][0], @r#"
    {
      "createdAt": "2021-01-07T07:31:00Z",
      "daysPerWeek": 2,
      "hoursPerWeek": 8,
      "parttimePercentage": 21.05,
      "scheduleId": "1f0a9f68-3077-47f9-9d18-fd9a18969999",
      "startDate": "2021-01-07T00:00:00Z",
      "week1": {
        "hoursFriday": 0,
        "hoursMonday": 7.6,
        "hoursSaturday": 0,
        "hoursSunday": 0,
        "hoursThursday": 0,
        "hoursTuesday": 0.4,
        "hoursWednesday": 0
      },
      "week2": {
        "hoursFriday": 0,
        "hoursMonday": 0,
        "hoursSaturday": 0,
        "hoursSunday": 0,
        "hoursThursday": 0,
        "hoursTuesday": 0,
        "hoursWednesday": 0
      }
    }
    "#);
    assert_json_snapshot!(first(&visitor, "employees/salaries").await["salaries"], @r#"
    [
      {
        "createdAt": "2021-01-07T07:31:00Z",
        "salaryId": "3a25a35d-206d-45fa-bc34-d499db5c092e",
        "startDate": "2021-01-07T00:00:00Z",
        "type": "grossParttimeSalary",
        "value": 396.58
      },
      {
        "createdAt": "2023-01-01T07:31:00Z",
        "salaryId": "4981de17-638a-4b75-8454-0b3ae9f37cad",
        "startDate": "2023-01-01T00:00:00Z",
        "type": "grossHourlyWage",
        "value": 12.05
      }
    ]
    "#);
}

#[tokio::test]
async fn departments_and_leave_are_spelt_as_in_the_api() {
    let visitor = Visitor::new().await;
    assert_json_snapshot!(first(&visitor, "employees/departments").await, @r#"
    {
      "departments": [
        {
          "code": 10,
          "createdAt": "2021-01-07T07:30:00Z",
          "departmentId": "5b5441dd-9998-4e91-b02d-44acd2a095c3",
          "description": "Verkoop",
          "period": {
            "period": 1,
            "year": 2021
          }
        }
      ],
      "employeeId": "0b756d1f-7705-42b9-ae18-4d297355e6e2"
    }
    "#);
    assert_json_snapshot!(first(&visitor, "employees/leaveBalances").await, @r#"
    {
      "employeeId": "0b756d1f-7705-42b9-ae18-4d297355e6e2",
      "leaveBalances": [
        {
          "leaveBalance": 62.5,
          "leaveGroupId": "47f1669e-15c4-4c14-8f7a-087902ba8be3"
        }
      ]
    }
    "#);
}
