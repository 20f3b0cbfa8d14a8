import {
  ResellerCustomerResolver,
  ResellerPreviewResolver,
  ResellerResolver,
  ResellerSettlementResolver,
} from './api/reseller.resolver.js';
import { FindSettlementPaper } from './app/resellers/find-settlement-paper.query.js';
import { ListResellers, PreviewSettlement } from './app/resellers/find-resellers.query.js';
import {
  FindSettlement,
  ListSettlements,
  SettledCustomers,
  SettlementLines,
} from './app/resellers/find-settlements.query.js';
import { PayReseller, TakeBackResellerPayout } from './app/resellers/pay-reseller.js';
import { UndoResellerSettlement } from './app/resellers/undo-settlement.js';
import { SetResellerTerms } from './app/resellers/set-reseller-terms.js';
import { SettleReseller } from './app/resellers/settle-reseller.js';

/** What partners get of what their customers pay, as the module of billing takes it in. */
export const RESELLER_PROVIDERS = [
  SetResellerTerms,
  SettleReseller,
  PayReseller,
  TakeBackResellerPayout,
  UndoResellerSettlement,
  ListResellers,
  PreviewSettlement,
  ListSettlements,
  FindSettlement,
  SettledCustomers,
  SettlementLines,
  FindSettlementPaper,
  ResellerResolver,
  ResellerPreviewResolver,
  ResellerSettlementResolver,
  ResellerCustomerResolver,
];
