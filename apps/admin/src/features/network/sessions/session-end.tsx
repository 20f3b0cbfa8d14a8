import { Text, useTexts } from '@demarc/ui';
import { sessionEndTexts } from './session-end-texts';

type Known = keyof (typeof sessionEndTexts)['entries'];
export type EndedAs = 'STOP' | 'LOST' | 'NAS_RESTART' | 'REPLACED';

/** Why a session ended, in words; the router's own word beside it, for whoever looks it up. */
export function SessionEnd({ endedAs, cause }: { endedAs: EndedAs | null; cause: string | null }) {
  const t = useTexts(sessionEndTexts);
  if (endedAs === null) return '–';
  if (endedAs !== 'STOP' || cause === null) return t(endedAs);
  return (
    <>
      {isKnown(cause) ? t(cause) : t('STOP')}{' '}
      <Text tone="secondary" size="small">
        {cause}
      </Text>
    </>
  );
}

function isKnown(cause: string): cause is Known {
  return Object.hasOwn(sessionEndTexts.entries, cause);
}
