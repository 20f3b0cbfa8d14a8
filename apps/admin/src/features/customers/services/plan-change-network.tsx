import {
  ErrorState,
  type Formatters,
  Section,
  Skeleton,
  Stack,
  Text,
  type TextOf,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { PreviewAccessChangeDocument } from './services.graphql';
import { changePlanTexts } from './services-texts';

export type AccessChange = ResultOf<typeof PreviewAccessChangeDocument>['previewAccessChange'];
type Words = TextOf<typeof changePlanTexts.entries>;

interface NetworkProps {
  readonly serviceId: string;
  readonly planId: string;
  readonly changeOn: string;
}

/** What routers are told because of it: the speed before and after, and what becomes of who is connected. */
export function PlanChangeNetwork({ serviceId, planId, changeOn }: NetworkProps) {
  const t = useTexts(changePlanTexts);
  const format = useFormat();
  const { data, failure, retry } = useApiQuery(
    PreviewAccessChangeDocument,
    { serviceId, planId },
    { keepPrevious: true },
  );
  return (
    <Section title={t('network')} level={3} look="plain">
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={2} />}
      {data !== undefined && (
        <Stack gap="xs">
          {networkSentences(data.previewAccessChange, changeOn, t, format).map((sentence) => (
            <Text key={sentence}>{sentence}</Text>
          ))}
        </Stack>
      )}
    </Section>
  );
}

export function networkSentences(
  change: AccessChange,
  changeOn: string,
  t: Words,
  format: Pick<Formatters, 'day' | 'rate'>,
): readonly string[] {
  if (change === null) return [t('networkNone')];
  return [
    speedSentence(change, changeOn, t, format),
    ...(change.desired === 'OPEN' || change.after === null ? [] : [t('networkShut')]),
    ...(change.address === null ? [] : [t('networkAddress', { address: change.address })]),
    ...sessionSentences(change, t),
  ];
}

function speedSentence(
  { before, after }: NonNullable<AccessChange>,
  changeOn: string,
  t: Words,
  format: Pick<Formatters, 'day' | 'rate'>,
): string {
  const date = format.day(changeOn);
  const said = ({ downloadKbps, uploadKbps }: NonNullable<typeof before>): string =>
    `${format.rate(downloadKbps)} / ${format.rate(uploadKbps)}`;
  if (after === null) return t('networkCloses', { date });
  if (before === null) return t('networkOpens', { after: said(after) });
  if (said(before) === said(after)) return t('networkSame', { speed: said(after) });
  return t('networkSpeed', { before: said(before), after: said(after), date });
}

function sessionSentences({ sessions, desired }: NonNullable<AccessChange>, t: Words): readonly string[] {
  if (sessions.length === 0) return desired === 'OPEN' ? [t('networkOffline')] : [];
  return sessions.map(({ router, does }) => t(`session_${does}`, { router: router === '' ? t('thisRouter') : router }));
}
