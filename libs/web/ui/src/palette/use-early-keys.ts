import { useLayoutEffect, useRef } from 'react';

/**
 * Keeps the letters that are typed between the shortcut and the moment in which the box can take them: its code may still
 * be on the way. They would be lost, or run the shortcuts of the page.
 */
export function useEarlyKeys(opened: boolean): { readonly take: () => string } {
  const kept = useRef('');
  const end = useRef<() => void>(() => undefined);
  useLayoutEffect(() => {
    kept.current = '';
    if (!opened) return;
    const keep = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === 'Backspace') kept.current = kept.current.slice(0, -1);
      else if (event.key.length === 1) kept.current += event.key;
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', keep, { capture: true });
    end.current = () => window.removeEventListener('keydown', keep, { capture: true });
    return () => end.current();
  }, [opened]);
  const take = useRef(() => {
    end.current();
    const text = kept.current;
    kept.current = '';
    return text;
  });
  return { take: take.current };
}
