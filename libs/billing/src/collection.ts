import { CollectionResolver, DepositOwnerResolver, WriteOffOwnerResolver } from './api/collection.resolver.js';
import { ForfeitDeposit, GiveBackDeposit, TakeDeposit } from './app/payments/deposit-commands.js';
import { DepositsOf, WriteOffsOf } from './app/payments/find-deposits.query.js';
import { HandBackMoney } from './app/payments/hand-back-money.js';
import { MoveAllocation } from './app/payments/payment-commands.js';
import { PreviewMoneyStep } from './app/payments/preview-money-step.query.js';
import { ReversePayment } from './app/payments/reverse-payment.js';
import { UseDeposit } from './app/payments/use-deposit.js';
import { UndoWriteOff, WriteOffInvoice } from './app/payments/write-off-commands.js';

/** Deposits, write-offs and money handed back, as the module of billing takes them in. */
export const COLLECTION_PROVIDERS = [
  ReversePayment,
  MoveAllocation,
  HandBackMoney,
  WriteOffInvoice,
  UndoWriteOff,
  TakeDeposit,
  UseDeposit,
  GiveBackDeposit,
  ForfeitDeposit,
  PreviewMoneyStep,
  DepositsOf,
  WriteOffsOf,
  CollectionResolver,
  DepositOwnerResolver,
  WriteOffOwnerResolver,
];
