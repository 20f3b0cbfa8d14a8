import { useEffect, useState } from 'react';
import type { PaletteSection, PaletteSource } from './palette-types';

const debounceMs = 120;

/** Asks every source for the text, each on its own, and keeps the last answers until the new ones come. */
export function usePaletteSections(sources: readonly PaletteSource[], text: string): readonly PaletteSection[] {
  const [answers, setAnswers] = useState<ReadonlyMap<string, PaletteSection>>(new Map());
  useEffect(() => {
    const abort = new AbortController();
    const put = (section: PaletteSection) => {
      if (!abort.signal.aborted) setAnswers((known) => new Map(known).set(section.id, section));
    };
    const ask = async (source: PaletteSource) => {
      try {
        put({
          id: source.id,
          label: source.label,
          items: await source.find(text.trim(), abort.signal),
          state: 'ready',
          answers: text,
        });
      } catch {
        put({ id: source.id, label: source.label, items: [], state: 'failed', answers: text });
      }
    };
    const timer = setTimeout(() => sources.forEach((source) => void ask(source)), text === '' ? 0 : debounceMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [sources, text]);
  return sources.map(
    (source) =>
      answers.get(source.id) ?? { id: source.id, label: source.label, items: [], state: 'loading', answers: null },
  );
}
