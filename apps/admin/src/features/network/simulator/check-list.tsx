import { StatusIcon, Text, useTexts, VisuallyHidden } from '@demarc/ui';
import { checkTexts } from './check-texts';

export interface LoginCheck {
  readonly name: 'SIGNATURE' | 'LOGIN' | 'METHOD' | 'PASSWORD' | 'STATE' | 'DEVICE' | 'PLACE' | 'SESSIONS';
  readonly state: 'PASSED' | 'FAILED' | 'NOT_ASKED' | 'NOT_REACHED';
  readonly sentence: string;
}

const families = { PASSED: 'good', FAILED: 'bad', NOT_ASKED: 'off', NOT_REACHED: 'off' } as const;

/** What was looked at in a login, in its order, each with how it ended and why. */
export function CheckList({ checks }: { checks: readonly LoginCheck[] }) {
  const t = useTexts(checkTexts);
  return (
    <ol className="dm-checks" aria-label={t('checks')}>
      {checks.map(({ name, state, sentence }) => (
        <li key={name}>
          <span className="dm-check-mark" data-family={families[state]}>
            <StatusIcon family={families[state]} />
          </span>
          <span>
            <VisuallyHidden>{t(state)}: </VisuallyHidden>
            <strong>{t(name)}</strong>{' '}
            {state === 'NOT_REACHED' ? (
              <Text as="span" tone="secondary">
                {t('notReached')}
              </Text>
            ) : (
              sentence
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
