import type { ComparedExport } from '../app/drift/compare-export.query.js';
import type { FoundStep } from '../app/drift/drift-queries.js';
import { commandsOf } from '../app/drift/plan-in-words.js';
import type { RouterDriftFieldView, RouterExportComparisonView, RouterPlanStepView } from './drift.view.js';

const MOST_ITEMS = 1_000;

export function stepView(step: FoundStep): RouterPlanStepView {
  const { ordinal, verb, menu, name, cause, customerId, endsSession, state, answer, toldAt } = step;
  return {
    ordinal,
    verb,
    menu,
    name,
    cause,
    customerId,
    endsSession,
    state,
    answer,
    toldAt,
    ...commandsOf(step),
    proof: proofOf(step),
  };
}

/** Planned beside read back. A row that was to go and is gone has nothing to show. */
function proofOf({ values, evidence, verb, state, toldAt }: FoundStep): RouterDriftFieldView[] | null {
  if (toldAt === null || state === 'waiting' || state === 'sending') return null;
  if (verb === 'remove') return [];
  if (verb === 'move')
    return [
      {
        field: 'place',
        wanted: placeOf(values),
        actual: state === 'done' || state === 'was_so' ? placeOf(values) : null,
      },
    ];
  return Object.entries(values).map(([field, wanted]) => ({ field, wanted, actual: evidence?.[field] ?? null }));
}

function placeOf({ before, behind }: FoundStep['values']): string {
  return behind === undefined ? `before ${before ?? ''}` : `behind ${behind}`;
}

export function exportView({ version, comparison, notUnderstood }: ComparedExport): RouterExportComparisonView {
  return {
    version,
    notUnderstood,
    intended: comparison.intended,
    same: comparison.same,
    items: comparison.items.slice(0, MOST_ITEMS).map(({ wanted: _w, actual: _a, fields, ...item }, ordinal) => ({
      ...item,
      ordinal,
      since: null,
      fields: [...fields],
    })),
  };
}
