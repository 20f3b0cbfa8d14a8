import { Decimal } from '@demarc/kernel';
import type {
  SourceAdministrator,
  SourceBilling,
  SourceCustomer,
  SourceCustomerInfo,
  SourceCustomField,
  SourceLocation,
  SourcePartner,
  SourceStatusChange,
} from './records.js';
import type { RowReader } from './row-reader.js';

export function readPartner(row: RowReader): SourcePartner {
  return { id: row.id('id'), name: row.text('name') };
}

export function readLocation(row: RowReader): SourceLocation {
  return { id: row.id('id'), name: row.text('name') };
}

export function readAdministrator(row: RowReader): SourceAdministrator {
  return {
    id: row.id('id'),
    partnerId: row.lenient.ref('partner_id'),
    role: row.text('role_name'),
    login: row.text('login'),
    name: row.text('name'),
    email: row.text('email').trim(),
    phone: row.text('phone'),
  };
}

export function readCustomField(row: RowReader): SourceCustomField {
  const name = row.text('name');
  if (name === '') row.fault('name', 'a name is expected here');
  return {
    name,
    title: row.text('title') || name,
    type: row.text('type') || 'string',
    required: row.lenient.flag('is_required'),
    unique: row.lenient.flag('is_unique'),
    choices: row.lenient.texts('select_values'),
  };
}

export function readCustomer(row: RowReader): SourceCustomer {
  const soft = row.lenient;
  return {
    id: row.id('id'),
    billingType: row.oneOf('billing_type', ['recurring', 'prepaid', 'prepaid_monthly'], 'recurring'),
    partnerId: row.ref('partner_id'),
    locationId: row.ref('location_id'),
    parentId: row.ref('parent_id'),
    status: row.oneOf('status', ['new', 'active', 'blocked', 'disabled']),
    login: row.text('login'),
    category: row.oneOf('category', ['person', 'company'], 'person'),
    name: row.text('name'),
    email: row.text('email'),
    billingEmail: row.text('billing_email'),
    phone: row.text('phone'),
    street: row.text('street_1'),
    zipCode: row.text('zip_code'),
    city: row.text('city'),
    gps: soft.text('gps'),
    consent: soft.text('gdpr_agreed'),
    addedOn: soft.date('date_add'),
    labels: soft.list('customer_labels').map((label) => label.text('label')),
    custom: soft.map('additional_attributes'),
  };
}

export function readCustomerInfo(row: RowReader): SourceCustomerInfo {
  return {
    customerId: row.fields['customer_id'] === undefined ? row.id('id') : row.id('customer_id'),
    birthday: row.text('birthday'),
    companyId: row.text('company_id'),
    vatId: row.text('vat_id'),
    contactPerson: row.text('contact_person'),
    identityDocument: row.text('passport'),
  };
}

export function readBilling(row: RowReader): SourceBilling {
  return {
    customerId: row.id('customer_id'),
    enabled: row.flag('enabled', true),
    deposit: row.amount('deposit'),
    billingDay: within(row.integer('billing_date', 1), 1, 31),
    dueDays: row.integer('billing_due'),
    blockingDays: row.integer('blocking_period'),
    deactivationDays: row.integer('grace_period'),
    makeInvoices: row.flag('make_invoices', true),
    paymentMethodId: row.lenient.ref('payment_method'),
    minimumBalance: row.fields['min_balance'] === undefined ? new Decimal(0) : row.amount('min_balance'),
    subBilling: row.oneOf('sub_billing_mode', ['independent', 'aggregated'], 'independent'),
    notify: row.lenient.flag('send_finance_notification', true),
    invoiceName: row.text('billing_person'),
    invoiceStreet: row.text('billing_street_1'),
    invoiceZipCode: row.text('billing_zip_code'),
    invoiceCity: row.text('billing_city'),
  };
}

export function readStatusChange(row: RowReader): SourceStatusChange {
  return {
    id: row.id('id'),
    customerId: row.id('customer_id'),
    on: row.date('date') ?? '',
    newStatus: row.text('new_status'),
    administratorId: row.ref('administrator_id'),
  };
}

function within(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}
