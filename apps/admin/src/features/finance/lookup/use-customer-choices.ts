import { useEffect, useState } from 'react';
import type { Choice } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { CustomerNameDocument, FindCustomersDocument } from './customer-lookup.graphql';

const restMs = 200;

/** Choices of a lookup that finds customers by any identifier; the chosen one stays among them. */
export function useCustomerChoices(chosenId: string | null) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), restMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useApiQuery(
    FindCustomersDocument,
    { text: `@customers: ${asked}` },
    { enabled: asked.length > 1, keepPrevious: true },
  );
  const chosen = useApiQuery(CustomerNameDocument, { id: chosenId ?? '' }, { enabled: chosenId !== null }).data
    ?.customer;
  const hits = (found.data?.search ?? [])
    .filter(({ kind, id }) => kind === 'CUSTOMER' && id !== chosenId)
    .map(({ id, title, subtitle }): Choice => ({ value: id, label: `${title} · ${subtitle}` }));
  const own: readonly Choice[] =
    chosen === undefined ? [] : [{ value: chosen.id, label: `${chosen.name} · #${chosen.number}` }];
  return { choices: [...own, ...hits], onSearch: setTyped, searching: found.refreshing || found.status === 'loading' };
}
