import type { MigrationClass } from '@demarc/persistence';
import { CustomFieldEntity } from './data/custom-field.entity.js';
import { CustomerEntity } from './data/customer.entity.js';
import { LocationEntity } from './data/location.entity.js';
import { Operator1700000010000 } from './data/migrations/1700000010000-operator.js';
import { Customer1700000010100 } from './data/migrations/1700000010100-customer.js';
import { CustomerSearch1700000010200 } from './data/migrations/1700000010200-customer-search.js';
import { CustomField1700000010300 } from './data/migrations/1700000010300-custom-field.js';
import { OperatorEntity } from './data/operator.entity.js';
import { PartnerEntity } from './data/partner.entity.js';

export { CrmModule } from './crm.module.js';
export { crmInvariants } from './invariants.js';
export { CrmPermissions } from './permissions.js';
export * from './events.js';
export * from './domain/ids.js';
export type { PartnerLegal } from './domain/partner-legal.js';
export { CATEGORIES, type CustomerCategory, type Lifecycle, LIFECYCLES } from './domain/customer-lifecycle.js';
export type { CustomFieldEntityKind, CustomFieldRule, CustomValues } from './domain/custom-fields.js';

export { Operators, type OperatorSettings } from './app/operators.js';
export { type CustomerBrief, Customers, mailAddresses } from './app/customers.js';
export { type PartnerBrief, Partners } from './app/partners.js';
export { customFieldRules, newCustomValues, seenCustomValues, validCustomValues } from './app/custom-field-rules.js';
export { reachesOnlyAddedBy } from './app/customer-reach.js';

export { SetUpOperator, SetUpOperatorInput } from './app/set-up-operator.js';
export { EditOperator, EditOperatorInput } from './app/edit-operator.js';
export { OpenPartner, OpenPartnerInput } from './app/open-partner.js';
export { ChangePartner, ChangePartnerInput } from './app/change-partner.js';
export { AddLocation, AddLocationInput } from './app/add-location.js';
export { ChangeLocation, ChangeLocationInput } from './app/change-location.js';
export { CustomFieldTypeEnum, DefineCustomField, DefineCustomFieldInput } from './app/define-custom-field.js';
export { ChangeCustomField, ChangeCustomFieldInput } from './app/change-custom-field.js';
export { type OpenedCustomer, OpenCustomer, OpenCustomerInput } from './app/open-customer.js';
export { ChangeCustomer, ChangeCustomerInput } from './app/change-customer.js';
export { ChangeOwnContact } from './app/change-own-contact.js';
export { CustomerCategoryEnum } from './app/customer-details.input.js';
export { IsGps } from './app/contact-lists.js';
export { CustomerStepInput, type CustomerStepped } from './app/customer-steps.js';
export { ActivateCustomer } from './app/activate-customer.js';
export { DeactivateCustomer } from './app/deactivate-customer.js';
export { ArchiveCustomer } from './app/archive-customer.js';
export { RestoreCustomer, RestoreCustomerInput } from './app/restore-customer.js';
export { SetPortalPassword, SetPortalPasswordInput } from './app/set-portal-password.js';
export { WriteNote, WriteNoteInput } from './app/write-note.js';

export { FindCustomer, FindOwnCustomer, type FoundCustomer } from './app/find-customer.query.js';
export { FindOperator } from './app/find-operator.query.js';
export { ListCustomFields, listCustomFields, type ListedCustomField } from './app/list-custom-fields.query.js';
export { ListLocations } from './app/list-locations.query.js';
export { ListPartners } from './app/list-partners.query.js';
export { partnersOf } from './app/partner-scope.js';
export { CustomerLifecycleEnum, CustomerRef, CustomerView, LocationRef, PartnerRef } from './api/customer.view.js';
export { CustomFieldView, LocationView, OperatorView, PartnerView } from './api/setup.view.js';

export type { ImportOutcome, RefusedRow } from './app/import-outcome.js';
export { ImportPartnerRow, ImportPartners, ImportPartnersInput } from './app/import-partners.js';
export { ImportLocationRow, ImportLocations, ImportLocationsInput } from './app/import-locations.js';
export { ImportCustomFieldRow, ImportCustomFields, ImportCustomFieldsInput } from './app/import-custom-fields.js';
export { type ImportedCustomers, ImportCustomers } from './app/import-customers.js';
export { ImportCustomerRow, ImportCustomersInput } from './app/import-customer-row.js';

export const crmMigrations: readonly MigrationClass[] = [
  Operator1700000010000,
  Customer1700000010100,
  CustomerSearch1700000010200,
  CustomField1700000010300,
];
export const crmEntities = [OperatorEntity, PartnerEntity, LocationEntity, CustomerEntity, CustomFieldEntity] as const;
