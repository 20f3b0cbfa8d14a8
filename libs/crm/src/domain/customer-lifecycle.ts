import { fail, ok, type Result } from '@demarc/kernel';

/** What people did with the customer. What the ledger says (standing) and holds belong to billing. */
export type Lifecycle = 'new' | 'active' | 'inactive' | 'archived';
export type LifecycleStep = 'activate' | 'deactivate' | 'archive' | 'restore';
export type CustomerCategory = 'person' | 'company';

export const LIFECYCLES = ['new', 'active', 'inactive', 'archived'] as const satisfies readonly Lifecycle[];
export const CATEGORIES = ['person', 'company'] as const satisfies readonly CustomerCategory[];

export interface StepRefused {
  readonly code: 'ALREADY_SO' | 'ARCHIVED' | 'STILL_ACTIVE' | 'NOT_ARCHIVED';
  readonly sentence: string;
}

const ARCHIVED: StepRefused = { code: 'ARCHIVED', sentence: 'This customer is archived. Restore the customer first.' };

/** Where a step leads from here. Only customers without service are archived; a restored one is inactive. */
export function nextLifecycle(from: Lifecycle, step: LifecycleStep): Result<Lifecycle, StepRefused> {
  switch (step) {
    case 'activate':
      if (from === 'archived') return fail(ARCHIVED);
      return from === 'active' ? fail(already('active')) : ok('active');
    case 'deactivate':
      if (from === 'archived') return fail(ARCHIVED);
      return from === 'inactive' ? fail(already('inactive')) : ok('inactive');
    case 'archive':
      if (from === 'archived') return fail(already('archived'));
      if (from === 'active')
        return fail({
          code: 'STILL_ACTIVE',
          sentence: 'An active customer cannot be archived. Deactivate the customer first.',
        });
      return ok('archived');
    case 'restore':
      return from === 'archived'
        ? ok('inactive')
        : fail({ code: 'NOT_ARCHIVED', sentence: 'This customer is not archived.' });
  }
}

function already(state: Lifecycle): StepRefused {
  return { code: 'ALREADY_SO', sentence: `This customer is ${state} already.` };
}
