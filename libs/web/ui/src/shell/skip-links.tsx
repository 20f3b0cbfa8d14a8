import { useState, type MouseEvent } from 'react';
import { useUiTexts } from '../text/use-texts';

const targets = ['content', 'filters', 'table'] as const;
type Target = (typeof targets)[number];

function present(): readonly Target[] {
  return targets.filter((id) => document.getElementById(id) !== null);
}

/** First in the order of Tab. Filters and table are offered where the page has them, which is known once the focus is here. */
export function SkipLinks() {
  const t = useUiTexts();
  const [offered, setOffered] = useState<readonly Target[]>(['content']);
  const jump = (event: MouseEvent, id: Target) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  };
  return (
    <nav className="dm-skip" aria-label={t('skip.label')} onFocus={() => setOffered(present())}>
      {offered.map((id) => (
        <a key={id} href={`#${id}`} onClick={(event) => jump(event, id)}>
          {t(`skip.${id}`)}
        </a>
      ))}
    </nav>
  );
}
