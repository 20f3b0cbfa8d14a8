import { CollectionResolver, DepositOwnerResolver, WriteOffOwnerResolver } from './api/collection.resolver.js';
import { CollectionOfCustomerResolver, FeesResolver } from './api/fees.resolver.js';
import { ForfeitDeposit, GiveBackDeposit, TakeDeposit } from './app/payments/deposit-commands.js';
import { DepositsOf, WriteOffsOf } from './app/payments/find-deposits.query.js';
import { HandBackMoney } from './app/payments/hand-back-money.js';
import { MoveAllocation } from './app/payments/payment-commands.js';
import { PreviewMoneyStep } from './app/payments/preview-money-step.query.js';
import { ReversePayment } from './app/payments/reverse-payment.js';
import { UseDeposit } from './app/payments/use-deposit.js';
import { UndoWriteOff, WriteOffInvoice } from './app/payments/write-off-commands.js';

import { EndingPromises } from './app/standing/ending-promises.js';
import { MakePromise, PromiseToPay, ProtectCustomer } from './app/standing/promise-commands.js';
import { PreviewRollback, RollBackSuspensions } from './app/standing/roll-back-suspensions.js';
import { EndSuspensions, GoOnWithSuspensions, StopSuspensions } from './app/standing/roll-out-commands.js';
import { SuspensionProgress } from './app/standing/suspension-progress.js';
import { WakeSuspensions } from './app/standing/wake-suspensions.schedule.js';

import { ChargeFees } from './app/standing/charge-fees.schedule.js';
import { DefineFee, EndFee, WaiveFee } from './app/standing/fee-commands.js';
import { Fees } from './app/standing/fees.js';
import { OnPaymentRefunded, OnPaymentReversed } from './app/standing/on-money-steps.js';

import { FeesOf, ListFeeRules, PromisesOf } from './app/standing/find-collection.query.js';
import { LookAhead } from './app/standing/look-ahead.query.js';

/** Deposits, write-offs, money handed back, promises, fees and suspensions taken back, as the module of billing takes them in. */
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
  PromiseToPay,
  MakePromise,
  ProtectCustomer,
  EndingPromises,
  Fees,
  ChargeFees,
  DefineFee,
  EndFee,
  WaiveFee,
  OnPaymentRefunded,
  OnPaymentReversed,
  PreviewRollback,
  RollBackSuspensions,
  SuspensionProgress,
  GoOnWithSuspensions,
  StopSuspensions,
  EndSuspensions,
  WakeSuspensions,
  DepositsOf,
  WriteOffsOf,
  LookAhead,
  PromisesOf,
  FeesOf,
  ListFeeRules,
  CollectionResolver,
  FeesResolver,
  CollectionOfCustomerResolver,
  DepositOwnerResolver,
  WriteOffOwnerResolver,
];
