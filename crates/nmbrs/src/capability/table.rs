//! The table itself, one entry for each capability and interface that offers it, in the order of [`Capability::ALL`].
//!
//! Over SOAP a right is a call, switched on one by one in a user template. Over REST it is a scope of the log-in; which
//! call needs which scope is derived from what clients ask for, for the reference could not be read.

use super::{Capability, Interface, Need, Offer};

const SOAP_NL: &str = "Nmbrs: Instellingen → Gebruikers → Template Users → API-icoon van de template → \
                       Webservices: zet deze calls op Active";
const SOAP_EN: &str = "Nmbrs: Instellingen (Settings) → Gebruikers (Users) → Template Users → API icon of the \
                       template → Webservices: set these calls to Active";
const REST_NL: &str = "Log opnieuw in bij Nmbrs en geef toestemming voor deze scope; staat hij niet op de pagina met \
                       toestemmingen, voeg hem dan eerst toe aan de registratie van de app in het partnerportaal";
const REST_EN: &str = "Log in at Nmbrs again and agree to this scope; if the consent page does not show it, add it to \
                       the registration of the app in the partner portal first";

macro_rules! soap {
    ($capability:ident $need:ident [$first:literal $(, $more:literal)*] nl $nl:literal en $en:literal) => {
        Offer {
            capability: Capability::$capability,
            interface: Interface::Soap,
            calls: &[$first $(, $more)*],
            instead_of: &[],
            right: concat!($first $(, ", ", $more)*),
            need: Need::$need,
            lost_nl: $nl,
            lost_en: $en,
            where_nl: SOAP_NL,
            where_en: SOAP_EN,
        }
    };
}

macro_rules! rest {
    ($capability:ident $need:ident $scope:literal [$($call:literal),+] nl $nl:literal en $en:literal) => {
        Offer {
            capability: Capability::$capability,
            interface: Interface::Rest,
            calls: &[$($call),+],
            instead_of: &[],
            right: $scope,
            need: Need::$need,
            lost_nl: $nl,
            lost_en: $en,
            where_nl: REST_NL,
            where_en: REST_EN,
        }
    };
}

/// All offers.
pub(super) const OFFERS: &[Offer] = &[
    soap!(Debtors Degrades ["DebtorService.List_GetAll", "CompanyService.List_GetByDebtor"]
        nl "zonder debiteuren: alle bedrijven staan in één lijst, niet per debiteur"
        en "without debtors: all companies are in one list, not by debtor"),
    soap!(Companies Required ["CompanyService.List_GetAll"]
        nl "zonder bedrijven: er kan geen bedrijf worden gekozen, dus niets worden gekoppeld"
        en "without companies: no company can be chosen, so nothing can be linked"),
    soap!(HourCodes Required ["CompanyService.HourModel_GetHourCodes", "CompanyService.HourModel2_GetHourCodes"]
        nl "zonder uurcodes: uren kunnen niet op een code van het urenmodel worden geboekt"
        en "without hour codes: hours cannot be posted on a code of the hour model"),
    soap!(CurrentPeriod Degrades ["CompanyService.Company_GetCurrentPeriod"]
        nl "zonder huidige loonperiode: het type periode en de open periode stelt u zelf in"
        en "without the current period: you set the type of period and the open period yourself"),
    soap!(Runs Degrades ["CompanyService.Run_GetList"]
        nl "zonder verloningen: Loonbrug ziet niet of een periode al verloond of afgesloten is"
        en "without payroll runs: Loonbrug does not see whether a period has been run or closed"),
    soap!(IdPairs Degrades ["CompanyService.Converter_GetByCompany_IntToGuid"]
        nl "zonder omzetting van id's: bij de overstap naar inloggen wordt op personeelsnummer gekoppeld"
        en "without conversion of ids: at the move to the log-in, people are matched by employee number"),
    soap!(Identity Required ["EmployeeService.EmployeeType_GetList", "EmployeeService.List_GetByCompany"]
        nl "zonder medewerkerslijst: er kunnen geen medewerkers worden gekoppeld"
        en "without the list of employees: no employee can be linked"),
    Offer {
        // The same history without the citizen service number, which no flow of people and hours needs.
        instead_of: &["EmployeeService.PersonalInfo_GetAll_AllEmployeesByCompany"],
        ..soap!(Personal Required ["EmployeeService.PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany"]
            nl "zonder persoonsgegevens (zonder BSN): namen en werk-e-mailadressen komen niet over"
            en "without personal information (without BSN): names and work e-mail addresses do not come over")
    },
    soap!(Employment Required ["EmployeeService.Employment_GetAll_AllEmployeesByCompany"]
        nl "zonder dienstverbanden: niet bekend is wie in dienst is"
        en "without employments: it is not known who is in service"),
    soap!(Contract Required ["EmployeeService.Contract_GetAll_AllEmployeesByCompany"]
        nl "zonder contracten: niet bekend is wie een actief contract heeft"
        en "without contracts: it is not known who has an active contract"),
    soap!(Schedule Degrades ["EmployeeService.Schedule_GetAll_AllEmployeesByCompany"]
        nl "zonder roosters: uren per dag stelt u zelf in"
        en "without schedules: you set the hours of a day yourself"),
    soap!(Salary Degrades ["EmployeeService.Salary_GetAll_AllEmployeesByCompany"]
        nl "zonder salarissen: maandloon en uurloon vult u zelf in"
        en "without salaries: you fill in monthly and hourly wages yourself"),
    soap!(ReadHours Required ["EmployeeService.HourComponentVar_Get"]
        nl "zonder het lezen van uren: niet te zien is wat Nmbrs al heeft, dus wordt niets verstuurd"
        en "without reading hours: what Nmbrs holds cannot be seen, so nothing is sent"),
    soap!(ReadDays Degrades ["EmployeeService.DaysVar_Get"]
        nl "zonder DaysVar_Get: dagen worden verstuurd maar niet gecontroleerd"
        en "without DaysVar_Get: days are sent but not checked"),
    soap!(InsertHours Required ["EmployeeService.HourComponentVar_Insert"]
        nl "zonder HourComponentVar_Insert: uren kunnen niet per regel worden verstuurd"
        en "without HourComponentVar_Insert: hours cannot be sent line by line"),
    soap!(InsertHoursBatch Degrades ["EmployeeService.HourComponentVar_Insert_Batch"]
        nl "zonder HourComponentVar_Insert_Batch: elke regel is een eigen aanroep, dus versturen duurt langer"
        en "without HourComponentVar_Insert_Batch: every line is a call of its own, so that sending takes longer"),
    soap!(UpdateHours Degrades ["EmployeeService.HourComponent_Update"]
        nl "zonder HourComponent_Update: correcties gaan als verschilregel"
        en "without HourComponent_Update: corrections go as lines of the difference"),
    soap!(DeleteHours Degrades ["EmployeeService.HourComponent_Delete"]
        nl "zonder HourComponent_Delete: vervallen uren gaan als tegenregel"
        en "without HourComponent_Delete: hours that lapse go as a line that cancels them"),
    soap!(SetDays Required ["EmployeeService.DaysVar_Set"]
        nl "zonder DaysVar_Set: dagen komen niet in Nmbrs"
        en "without DaysVar_Set: days do not get into Nmbrs"),
    soap!(SetDaysBatch Degrades ["EmployeeService.DaysVar_Set_Batch"]
        nl "zonder DaysVar_Set_Batch: de dagen van elke medewerker zijn een eigen aanroep"
        en "without DaysVar_Set_Batch: the days of every employee are a call of their own"),
    soap!(WageCodes Degrades ["CompanyService.WageModel_GetWageCodes", "CompanyService.WageModel2_GetWageCodes"]
        nl "zonder looncodes: looncodes vult u zelf in, ongecontroleerd"
        en "without wage codes: you fill in wage codes yourself, unchecked"),
    soap!(ReadWages Degrades ["EmployeeService.WageComponentVar_Get"]
        nl "zonder WageComponentVar_Get: niet te zien is wat Nmbrs al heeft, dus gaat geen looncomponent naar Nmbrs"
        en "without WageComponentVar_Get: what Nmbrs holds cannot be seen, so no wage component is sent"),
    soap!(InsertWages Degrades ["EmployeeService.WageComponentVar_Insert"]
        nl "zonder WageComponentVar_Insert: looncomponenten kunnen niet per regel worden verstuurd"
        en "without WageComponentVar_Insert: wage components cannot be sent line by line"),
    soap!(InsertWagesBatch Degrades ["EmployeeService.WageComponentVar_Insert_Batch"]
        nl "zonder WageComponentVar_Insert_Batch: elke looncomponent is een eigen aanroep, dus versturen duurt langer"
        en "without WageComponentVar_Insert_Batch: every wage component is a call of its own, so that sending takes longer"),
    soap!(UpdateWages Degrades ["EmployeeService.WageComponent_Update"]
        nl "zonder WageComponent_Update: een looncomponent die verstuurd is, wordt niet gewijzigd"
        en "without WageComponent_Update: a wage component that was sent is not changed"),
    soap!(DeleteWages Degrades ["EmployeeService.WageComponent_Delete"]
        nl "zonder WageComponent_Delete: een looncomponent die verstuurd is, wordt niet verwijderd"
        en "without WageComponent_Delete: a wage component that was sent is not removed"),
    rest!(Debtors Required "company.info.read" ["GET /api/debtors", "GET /api/debtors/{debtorId}/companies"]
        nl "zonder debiteuren: niet bekend is voor welke debiteur is ingelogd"
        en "without debtors: it is not known for which debtor the log-in is"),
    rest!(Companies Required "company.info.read" ["GET /api/companies"]
        nl "zonder bedrijven: er kan geen bedrijf worden gekozen, dus niets worden gekoppeld"
        en "without companies: no company can be chosen, so nothing can be linked"),
    rest!(HourCodes Required "company.payrollsettings.read" ["GET /api/companies/{companyId}/hourcodes"]
        nl "zonder uurcodes: uren kunnen niet op een code van het urenmodel worden geboekt"
        en "without hour codes: hours cannot be posted on a code of the hour model"),
    rest!(Runs Degrades "company.payrollsettings.read" ["GET /api/companies/{companyId}/runs"]
        nl "zonder verloningen: Loonbrug ziet niet of er al verloond is"
        en "without payroll runs: Loonbrug does not see whether payroll has been run"),
    rest!(Identity Required "employee.info.read" ["GET /api/companies/{companyId}/employees"]
        nl "zonder medewerkerslijst: er kunnen geen medewerkers worden gekoppeld"
        en "without the list of employees: no employee can be linked"),
    rest!(Personal Required "employee.info.read" ["GET /api/companies/{companyId}/employees/personalinfo"]
        nl "zonder persoonsgegevens: namen en werk-e-mailadressen komen niet over"
        en "without personal information: names and work e-mail addresses do not come over"),
    rest!(Employment Required "employee.employment.read" ["GET /api/companies/{companyId}/employees/employments"]
        nl "zonder dienstverbanden: niet bekend is wie in dienst is"
        en "without employments: it is not known who is in service"),
    rest!(Contract Required "employee.employment.read" ["GET /api/companies/{companyId}/employees/contracts"]
        nl "zonder contracten: niet bekend is wie een actief contract heeft"
        en "without contracts: it is not known who has an active contract"),
    rest!(Schedule Degrades "employee.employment.read" ["GET /api/companies/{companyId}/employees/schedules"]
        nl "zonder roosters: uren per dag stelt u zelf in"
        en "without schedules: you set the hours of a day yourself"),
    rest!(Salary Degrades "employee.payment.read" ["GET /api/companies/{companyId}/employees/salaries"]
        nl "zonder salarissen: maandloon en uurloon vult u zelf in"
        en "without salaries: you fill in monthly and hourly wages yourself"),
    rest!(ReadHours Required "employee.payment.read" ["GET /api/employees/{employeeId}/variablehours"]
        nl "zonder het lezen van uren: niet te zien is wat Nmbrs al heeft, dus wordt niets verstuurd"
        en "without reading hours: what Nmbrs holds cannot be seen, so nothing is sent"),
    rest!(ReadDays Degrades "employee.payment.read" ["GET /api/employees/{employeeId}/variabledays"]
        nl "zonder het lezen van dagen: dagen worden verstuurd maar niet gecontroleerd"
        en "without reading days: days are sent but not checked"),
    rest!(InsertHours Required "employee.payment" ["POST /api/employees/{employeeId}/variablehours"]
        nl "zonder het toevoegen van uren: uren kunnen niet worden verstuurd"
        en "without adding hours: hours cannot be sent"),
    rest!(UpdateHours Degrades "employee.payment" ["PUT /api/employees/{employeeId}/variablehours"]
        nl "zonder het wijzigen van uren: een hogere uitkomst gaat als verschilregel, een lagere wacht op een besluit"
        en "without changing hours: a higher figure goes as a line of the difference, a lower one waits for a person"),
    rest!(DeleteHours Degrades "employee.payment" ["DELETE /api/employees/{employeeId}/hours/{hourComponentId}"]
        nl "zonder het verwijderen van uren: vervallen uren worden op 0 gezet"
        en "without removing hours: hours that lapse are set to 0"),
    rest!(SetDays Required "employee.payment" ["POST /api/employees/{employeeId}/variabledays"]
        nl "zonder het zetten van dagen: dagen komen niet in Nmbrs"
        en "without setting days: days do not get into Nmbrs"),
    rest!(ReadWages Degrades "employee.payment.read" ["GET /api/companies/{companyId}/employees/variablewagecomponents"]
        nl "zonder het lezen van looncomponenten: niet te zien is wat Nmbrs al heeft, dus gaat er geen naar Nmbrs"
        en "without reading wage components: what Nmbrs holds cannot be seen, so none is sent"),
    rest!(InsertWages Degrades "employee.payment" ["POST /api/employees/{employeeId}/variablewagecomponent"]
        nl "zonder het toevoegen van looncomponenten: looncomponenten kunnen niet worden verstuurd"
        en "without adding wage components: wage components cannot be sent"),
    rest!(UpdateWages Degrades "employee.payment" ["PUT /api/employees/{employeeId}/variablewagecomponent"]
        nl "zonder het wijzigen van looncomponenten: een looncomponent die verstuurd is, wordt niet gewijzigd"
        en "without changing wage components: a wage component that was sent is not changed"),
    rest!(DeleteWages Degrades "employee.payment" ["DELETE /api/employees/{employeeId}/wagecomponents/{wagecomponentId}"]
        nl "zonder het verwijderen van looncomponenten: een looncomponent die verstuurd is, wordt niet verwijderd"
        en "without removing wage components: a wage component that was sent is not removed"),
];
