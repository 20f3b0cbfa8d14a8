import type { Benchmark } from './benchmark.ts';
import { billingRun } from './billing-run/billing-run.ts';
import { meanwhile } from './billing-run/meanwhile.ts';
import { billingRunMemory } from './billing-run/memory.ts';
import { bundles } from './bundles.ts';
import { customerList } from './customer-list/customer-list.ts';
import { noticeToCoa } from './notice-to-coa/notice-to-coa.ts';
import { pdf } from './pdf/pdf.ts';
import { radius } from './radius/radius.ts';
import { radiusTls } from './radius/radius-tls.ts';
import { radiusStorm } from './radius/radius-storm.ts';
import { coa } from './coa/coa.ts';
import { reports } from './reports/reports.ts';
import { routerRead } from './router-read/router-read.ts';
import { routerReconcile } from './router-reconcile/router-reconcile.ts';
import { search } from './search.ts';
import { shaper } from './shaper/shaper.ts';
import { usage } from './usage/usage.ts';
import { startTimes } from './start-times.ts';

/** They stand on the product as it is built. */
export const BENCHMARKS: readonly Benchmark[] = [
  billingRun,
  billingRunMemory,
  meanwhile,
  customerList,
  radius,
  radiusStorm,
  radiusTls,
  coa,
  noticeToCoa,
  routerRead,
  routerReconcile,
  search,
  reports,
  usage,
  shaper,
  startTimes,
  bundles,
  pdf,
];
