import type {
  SourceAllocation,
  SourceCategory,
  SourceCreditNote,
  SourceInvoice,
  SourceItem,
  SourcePayment,
  SourcePaymentMethod,
  SourceTransaction,
} from './finance-records.js';
import { quantity } from './read-services.js';
import type { RowReader } from './row-reader.js';

export function readInvoice(row: RowReader): SourceInvoice {
  return {
    id: row.id('id'),
    customerId: row.id('customer_id'),
    number: row.text('number'),
    createdOn: row.requiredDate('date_created'),
    dueOn: row.date('date_till'),
    paidOn: row.lenient.date('date_payment'),
    total: row.amount('total'),
    due: row.amount('due'),
    kind: row.oneOf('type', ['one_time', 'recurring'], 'one_time'),
    status: row.oneOf('status', ['not_paid', 'paid', 'deleted', 'pending']),
    note: row.text('note'),
    memo: row.text('memo'),
    items: row.list('items').map((item, index) => readItem(item, index)),
  };
}

export function readCreditNote(row: RowReader): SourceCreditNote {
  return {
    id: row.id('id'),
    customerId: row.id('customer_id'),
    number: row.text('number'),
    createdOn: row.requiredDate('date_created'),
    total: row.amount('total'),
    unused: row.amount('remind_amount'),
    status: row.oneOf('status', ['not_refunded', 'refunded', 'deleted', 'closed']),
    paymentId: row.ref('payment_id'),
    invoiceIds: row.lenient.refs('invoicesId'),
    note: row.text('note'),
    items: row.list('items').map((item, index) => readItem(item, index)),
  };
}

export function readTransaction(row: RowReader): SourceTransaction {
  return {
    id: row.id('id'),
    customerId: row.id('customer_id'),
    subAccountId: row.ref('sub_account_id'),
    kind: row.oneOf('type', ['debit', 'credit']),
    quantity: quantity(row),
    price: row.amount('price'),
    taxPercent: row.decimal('tax_percent'),
    taxId: row.ref('tax_id'),
    total: row.amount('total'),
    unallocated: row.amount('remind_amount'),
    on: row.requiredDate('date'),
    categoryId: row.ref('category'),
    description: row.text('description'),
    periodFrom: row.lenient.date('period_from'),
    periodThrough: row.lenient.date('period_to'),
    toInvoice: row.flag('to_invoice'),
    serviceId: row.ref('service_id'),
    serviceKind: row.text('service_type'),
    paymentId: row.ref('payment_id'),
    creditNoteId: row.ref('credit_note_id'),
    invoiceId: row.ref('invoice_id'),
    comment: row.text('comment'),
  };
}

export function readPayment(row: RowReader): SourcePayment {
  return {
    id: row.id('id'),
    customerId: row.id('customer_id'),
    invoiceId: row.ref('invoice_id'),
    creditNoteId: row.ref('credit_note_id'),
    proformaId: row.ref('request_id'),
    methodId: row.ref('payment_type'),
    receiptNumber: row.text('receipt_number'),
    on: row.requiredDate('date'),
    recordedAt: row.lenient.localTime('real_create_datetime'),
    amount: row.amount('amount'),
    unallocated: row.amount('remind_amount'),
    comment: row.text('comment'),
    fields: [1, 2, 3, 4, 5].map((index) => row.lenient.text(`field_${index}`)),
    note: row.text('note'),
  };
}

export function readAllocation(row: RowReader): SourceAllocation {
  return {
    id: row.id('id'),
    customerId: row.id('customer_id'),
    payerKind: row.oneOf('type', ['payment', 'credit_note', 'transaction']),
    payerId: row.id('payer_id'),
    invoiceId: row.ref('invoice_id'),
    transactionId: row.ref('transaction_id'),
    amount: row.amount('amount'),
  };
}

export function readPaymentMethod(row: RowReader): SourcePaymentMethod {
  return {
    id: row.id('id'),
    name: row.text('name'),
    active: row.flag('is_active', true),
    fieldNames: [1, 2, 3, 4, 5].map((index) => row.lenient.text(`name_${index}`)),
  };
}

export function readCategory(row: RowReader): SourceCategory {
  return { id: row.id('id'), name: row.text('name') };
}

function readItem(row: RowReader, index: number): SourceItem {
  return {
    id: row.id('id'),
    position: row.lenient.integer('pos', index + 1),
    description: row.text('description'),
    quantity: quantity(row),
    unit: row.text('unit'),
    price: row.amount('price'),
    taxPercent: row.decimal('tax'),
    taxAmount: row.amount('tax_amount'),
    taxId: row.ref('tax_id'),
    periodFrom: row.lenient.date('period_from'),
    periodThrough: row.lenient.date('period_to'),
    transactionId: row.ref('transaction_id'),
  };
}
