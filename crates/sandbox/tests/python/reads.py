"""Calls every reading method of the PyPI package `nmbrs`, unchanged but for its base address.

    python reads.py http://127.0.0.1:9180

Prints one line for each method: how many rows it gave, or why it gave none. Then it compares what the package read
with what the sandbox says that it holds (`/control/state`). Ends with an error when a method fails for a reason that
is not listed here, or when a figure differs.
"""

import ast
import inspect
import json
import logging
import sys
import textwrap
import urllib.request
from datetime import datetime

from nmbrs import Nmbrs
from nmbrs.data_classes.company import SalaryTableScale
from nmbrs.exceptions import UnknownException
from nmbrs.service.microservices.micro_service import MicroService
from nmbrs.service.service import Service

YEAR, PERIOD = 2023, 4

SCALE = ("ScaleValue", "ScalePercentageMax", "ScalePercentageMin")

# Defects of the package itself. A method that is listed and yet works is an error: then the line must go.
DEFECTS = {
    "employee.days.get_days_worked": "takes the answer, which is an object, for a dictionary",
    "employee.days.get_current_days_worked": "calls DaysVarWorked_Get without a period",
    "employee.child.get_current": "cannot read an employee without children",
}


def point_at(base):
    """The package has no setting for its address: it is put in after its constructor."""
    original = Service.__init__

    def init(self, auth_manager, sandbox=True):
        original(self, auth_manager, sandbox)
        self.base_uri = f"{base}/nmbrs/soap/v3/"

    Service.__init__ = init


def parts(name, service):
    """A service with the services that it hands out as properties, each with its dotted name."""
    yield name, service
    for attribute, member in inspect.getmembers(type(service)):
        if isinstance(member, property) and isinstance(getattr(service, attribute), MicroService):
            yield from parts(f"{name}.{attribute}", getattr(service, attribute))


def methods(service):
    """The methods of a service from its source: its decorators hide the parameters."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(type(service)))).body[0]
    for method in tree.body:
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
            if "property" not in [ast.unparse(decorator) for decorator in method.decorator_list]:
                yield method.name, [argument.arg for argument in method.args.args[1:]]


def is_read(method):
    return method.startswith(("get", "is_"))


def call(name, service, method, parameters, values):
    """What a method gives, as a text."""
    arguments = {parameter: values[parameter] for parameter in parameters}
    try:
        answer = getattr(service, method)(**arguments)
    except NotImplementedError:
        return "a stub in the package"
    except UnknownException as error:
        if "does not play it" in str(error.__cause__):
            return "not played by the sandbox"
        raise
    except Exception as error:
        if name in DEFECTS:
            return f"defect of the package: {DEFECTS[name]}"
        raise RuntimeError(f"{name}: {error!r}") from error
    assert name not in DEFECTS, f"{name} works: take it from the list of defects"
    if answer is None:
        return "nothing"
    return f"{len(answer)} rows" if isinstance(answer, list) else "1 row"


def call_all(api, values):
    for root in ("debtor", "company", "employee"):
        for part, service in parts(root, getattr(api, root)):
            for method, parameters in methods(service):
                if is_read(method):
                    name = f"{part}.{method}"
                    print(f"{name}: {call(name, service, method, parameters, values)}")


class State:
    """What the sandbox holds of the first company."""

    def __init__(self, base):
        self.base = base

    def rows(self, kind, query=""):
        with urllib.request.urlopen(f"{self.base}/control/state/nmbrs/{kind}?company=1{query}") as answer:
            return json.load(answer)


def compare(api, state, company):
    period = f"&year={YEAR}&period={PERIOD}"
    held = state.rows("employees")
    payroll = {row["id"]: row for row in held if row["employee_type"] == "payroll"}
    listed = {row.id: row for row in api.employee.get_by_company(company_id=company, employee_type=2)}
    equal("names", {id: row.name for id, row in listed.items()}, {id: row["name"] for id, row in payroll.items()})
    equal("numbers", {id: row.number for id, row in listed.items()}, {id: row["number"] for id, row in payroll.items()})

    people = api.employee.personal_info.get_all_by_company_without_bsn(company_id=company)
    equal("birth dates", {row.employee_id: str(row.birthday.date()) for row in people}, column(held, "birth_date"))
    equal("work e-mail", {row.employee_id: row.email_work for row in people}, column(held, "work_email"))

    starts = {}
    for row in api.employee.employment.get_all_by_company(company_id=company):
        starts.setdefault(row.employee_id, str(row.start_date.date()))
    equal("in service from", starts, column(held, "in_service_from"))

    contract_hours = {}
    for row in api.employee.contract.get_all_by_company(company_id=company):
        if row.end_date is None or row.end_date >= datetime(YEAR, PERIOD, 1):
            contract_hours[row.employee_id] = f"{row.hours_per_week:.3f}"
    expected = {id: hours for id, hours in column(held, "hours_per_week").items() if id in contract_hours}
    equal("contract hours", contract_hours, expected)
    scheduled = {}
    for row in api.employee.schedule.get_all_by_company(company_id=company):
        if row.employee_id in contract_hours:
            scheduled[row.employee_id] = f"{week(row):.2f}"
    equal("schedule", scheduled, {id: f"{float(contract_hours[id]):.2f}" for id in scheduled})

    lines, days = [], {}
    for id in listed:
        for read in (api.employee.hour_component.get_variable, api.employee.hour_component.get_fixed):
            for row in read(employee_id=id, period=PERIOD, year=YEAR):
                lines.append((row.id, id, row.hour_code, f"{row.hours:.2f}"))
        days[id] = api.employee.days.get_variable(employee_id=id, period=PERIOD, year=YEAR)
    expected = [(row["id"], row["employee_id"], row["code"], row["hours"]) for row in state.rows("hours", period)]
    equal("hours", sorted(lines), sorted(expected))
    equal("days", {id: count for id, count in days.items() if count}, column(state.rows("days", period), "days", "employee_id"))


def column(rows, name, key="id"):
    return {row[key]: row[name] for row in rows if row[name] is not None}


def week(row):
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return sum(getattr(row, f"hours_{day}") for day in days)


def equal(what, read, held):
    assert held, f"{what}: the sandbox holds nothing to compare with"
    assert read == held, f"{what}: read {read}, held {held}"
    print(f"equal: {what} ({len(held)})")


def main(base):
    logging.disable(logging.CRITICAL)
    point_at(base)
    api = Nmbrs(username="salaris@example.nl", token="nmbrs-sandbox-token")
    debtor = api.debtor.get_all()[0].id
    company = api.company.get_by_debtor(debtor_id=debtor)[0].id
    employee = api.employee.get_by_company(company_id=company, employee_type=2)[0].id
    values = {
        "username": "salaris@example.nl",
        "token": "nmbrs-sandbox-token",
        "number": "1",
        "debtor_id": debtor,
        "company_id": company,
        "employee_id": employee,
        "employee_type": 2,
        "year": YEAR,
        "period": PERIOD,
        "entity": "Employee",
        "start_date": datetime(YEAR, PERIOD, 1),
        "end_date": datetime(YEAR, PERIOD, 30),
        "run_id": api.company.run.get(company_id=company, year=YEAR)[0].id,
        "labour_agreement_settings_group_id": 1,
        "pension_export_id": 1,
        "loonaangifte_id": 1,
        "scale": SalaryTableScale(company_id=company, data=dict.fromkeys(SCALE, 0)),
    }
    call_all(api, values)
    compare(api, State(base), company)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
