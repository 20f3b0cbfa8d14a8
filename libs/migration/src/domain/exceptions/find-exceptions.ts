import { describeFault, type SourceFault } from '../source/raw-value.js';
import type { SourceSet } from '../source/source-set.js';
import { findCustomerExceptions } from './customer-exceptions.js';
import { ExceptionList, type ImportException } from './exception.js';
import { findFinanceExceptions } from './finance-exceptions.js';
import { findPolicyExceptions } from './policy-exceptions.js';
import { findServiceExceptions } from './service-exceptions.js';

/** Every row that needs a person, by rule, each with its code. */
export function findExceptions(set: SourceSet): readonly ImportException[] {
  const list = new ExceptionList();
  findCustomerExceptions(set, list);
  findServiceExceptions(set, list);
  findPolicyExceptions(set, list);
  findFinanceExceptions(set, list);
  for (const fault of set.faults) list.add('INVALID_ROW', fault.collection, rowName(fault), describeFault(fault));
  return list.toArray();
}

function rowName(fault: SourceFault): string {
  return fault.row === undefined ? fault.collection : `row ${fault.row}`;
}
