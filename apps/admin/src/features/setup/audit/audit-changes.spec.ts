import { describe, expect, it } from 'vitest';
import { auditFacts } from './audit-changes';

describe('the facts of an audit entry', () => {
  it('are the fields that differ', () => {
    const facts = auditFacts({
      before: { name: 'A', city: 'X', vatId: null },
      after: { name: 'B', city: 'X', vatId: 'V1' },
    });
    expect(facts.values).toEqual([
      { id: 'name', kind: 'changed', before: 'A', after: 'B' },
      { id: 'vatId', kind: 'added', before: null, after: 'V1' },
    ]);
  });

  it('keep what stands beside before and after', () => {
    expect(auditFacts({ granted: ['a', 'b'], holders: 3, taken: [] }).more).toEqual([
      { id: 'granted', text: 'a, b' },
      { id: 'holders', text: '3' },
    ]);
  });

  it('are none for an entry without changes', () => {
    expect(auditFacts(null)).toEqual({ values: [], more: [] });
  });
});
