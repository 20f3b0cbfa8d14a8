import { Module } from '@nestjs/common';
import { ActivateCustomer } from './app/activate-customer.js';
import { CustomerDirectory } from '@demarc/identity';
import { CustomerResolver } from './api/customer.resolver.js';
import { PortalPasswordResolver } from './api/portal-password.resolver.js';
import { SetupResolver } from './api/setup.resolver.js';
import { AddLocation } from './app/add-location.js';
import { ArchiveCustomer } from './app/archive-customer.js';
import { ChangeCustomField } from './app/change-custom-field.js';
import { ChangeCustomer } from './app/change-customer.js';
import { ChangeLocation } from './app/change-location.js';
import { ChangeOwnContact } from './app/change-own-contact.js';
import { ChangePartner } from './app/change-partner.js';
import { CrmCustomerDirectory } from './app/crm-customer-directory.js';
import { Customers } from './app/customers.js';
import { DeactivateCustomer } from './app/deactivate-customer.js';
import { DefineCustomField } from './app/define-custom-field.js';
import { EditOperator } from './app/edit-operator.js';
import { FindCustomer, FindOwnCustomer } from './app/find-customer.query.js';
import { FindOperator } from './app/find-operator.query.js';
import { ImportCustomFields } from './app/import-custom-fields.js';
import { ImportCustomers } from './app/import-customers.js';
import { ImportLocations } from './app/import-locations.js';
import { ImportPartners } from './app/import-partners.js';
import { ListCustomFields } from './app/list-custom-fields.query.js';
import { ListLocations } from './app/list-locations.query.js';
import { ListPartners } from './app/list-partners.query.js';
import { OpenCustomer } from './app/open-customer.js';
import { OpenPartner } from './app/open-partner.js';
import { Operators } from './app/operators.js';
import { Partners } from './app/partners.js';
import { RestoreCustomer } from './app/restore-customer.js';
import { SetPortalPassword } from './app/set-portal-password.js';
import { SetUpOperator } from './app/set-up-operator.js';
import { WriteNote } from './app/write-note.js';

const FACADES = [Operators, Customers, Partners];
const COMMANDS = [
  SetUpOperator,
  EditOperator,
  OpenPartner,
  ChangePartner,
  AddLocation,
  ChangeLocation,
  DefineCustomField,
  ChangeCustomField,
  OpenCustomer,
  ChangeCustomer,
  ChangeOwnContact,
  ActivateCustomer,
  DeactivateCustomer,
  ArchiveCustomer,
  RestoreCustomer,
  SetPortalPassword,
  WriteNote,
  ImportPartners,
  ImportLocations,
  ImportCustomFields,
  ImportCustomers,
];

const QUERIES = [FindCustomer, FindOwnCustomer, FindOperator, ListPartners, ListLocations, ListCustomFields];
const DIRECTORY = { provide: CustomerDirectory, useClass: CrmCustomerDirectory };
const RESOLVERS = [CustomerResolver, PortalPasswordResolver, SetupResolver];

@Module({ providers: [...FACADES, ...COMMANDS, ...QUERIES, ...RESOLVERS, DIRECTORY], exports: FACADES })
export class CrmModule {}
