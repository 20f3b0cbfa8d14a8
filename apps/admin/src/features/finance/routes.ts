import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '../../screen';

export const financeRoutes: readonly AnyRoute[] = [
  screen('/invoices', () => import('./invoices/invoices-screen'), 'InvoicesScreen'),
  screen('/invoices/$invoiceId', () => import('./invoices/invoice-screen'), 'InvoiceScreen'),
  screen('/credit-notes', () => import('./credit-notes/credit-notes-screen'), 'CreditNotesScreen'),
  screen('/credit-notes/$creditNoteId', () => import('./invoices/credit-note-screen'), 'CreditNoteScreen'),
  screen('/proformas', () => import('./proformas/proformas-screen'), 'ProformasScreen'),
  screen('/paper-templates', () => import('./papers/templates-screen'), 'TemplatesScreen'),
  screen('/payments', () => import('./payments/payments-screen'), 'PaymentsScreen'),
  screen('/payments/$paymentId', () => import('./payments/payment-screen'), 'PaymentScreen'),
  screen('/runs', () => import('./runs/runs-screen'), 'RunsScreen'),
  screen('/runs/$runId', () => import('./runs/run-screen'), 'RunScreen'),
  screen('/suspensions', () => import('./suspensions/suspensions-screen'), 'SuspensionsScreen'),
  screen('/suspensions/$batchId', () => import('./suspensions/batch-screen'), 'BatchScreen'),
  screen('/plans', () => import('./plans/plans-screen'), 'PlansScreen'),
  screen('/custom-prices', () => import('./custom-prices/custom-prices-screen'), 'CustomPricesScreen'),
  screen('/fees', () => import('./fees/fees-screen'), 'FeesScreen'),
  screen('/taxes-and-methods', () => import('./catalogue/catalogue-screen'), 'CatalogueScreen'),
  screen('/what-if', () => import('./imagine/imagine-screen'), 'ImagineScreen'),
  screen('/billing-settings', () => import('./settings/settings-screen'), 'BillingSettingsScreen'),
  screen('/ledger', () => import('./ledger/ledger-screen'), 'LedgerScreen'),
  screen('/reports', () => import('./reports/reports-screen'), 'ReportsScreen'),
  screen('/reports/$reportId', () => import('./reports/report-screen'), 'ReportScreen'),
  screen('/payment-providers', () => import('./providers/providers-screen'), 'ProvidersScreen'),
];
