import {
  ResellerCustomerResolver,
  ResellerPreviewResolver,
  ResellerResolver,
  ResellerSettlementResolver,
} from './api/reseller.resolver.js';
import {
  FindSettlement,
  ListResellers,
  ListSettlements,
  PreviewSettlement,
  SettlementLines,
} from './app/resellers/find-resellers.query.js';
import { PayReseller, UndoResellerSettlement } from './app/resellers/pay-reseller.js';
import { SetResellerTerms } from './app/resellers/set-reseller-terms.js';
import { SettleReseller } from './app/resellers/settle-reseller.js';

/** What partners get of what their customers pay, as the module of billing takes it in. */
export const RESELLER_PROVIDERS = [
  SetResellerTerms,
  SettleReseller,
  PayReseller,
  UndoResellerSettlement,
  ListResellers,
  PreviewSettlement,
  ListSettlements,
  FindSettlement,
  SettlementLines,
  ResellerResolver,
  ResellerPreviewResolver,
  ResellerSettlementResolver,
  ResellerCustomerResolver,
];
