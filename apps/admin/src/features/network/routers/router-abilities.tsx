import {
  Button,
  EmptyState,
  ErrorState,
  FamilyTag,
  RelativeTime,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  type StatusFamily,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { ForgetRouterAbilitiesDocument, RouterAbilitiesDocument } from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';

type Ability = ResultOf<typeof RouterAbilitiesDocument>['router']['abilities'][number];

const family: Readonly<Record<Ability['verdict'], StatusFamily>> = {
  WORKS: 'good',
  ACKNOWLEDGED: 'good',
  NO_EFFECT: 'attention',
  REFUSED: 'bad',
  UNTESTED: 'off',
};
const known = ['rate', 'address_list', 'pool', 'address', 'session_timeout', 'disconnect'] as const;

export function RouterAbilities({ routerId }: { routerId: string }) {
  const t = useTexts(routerCareTexts);
  const { can } = useSession();
  const { data, status, failure, retry } = useApiQuery(RouterAbilitiesDocument, { id: routerId });
  const forget = useMutationCommand(ForgetRouterAbilitiesDocument, {
    onDone: () => showToast({ message: t('forgotten') }),
  });
  const name = (change: string): string => t(known.find((one) => one === change) ?? 'other');
  return (
    <Stack>
      <Text tone="secondary">{t('abilitiesLead')}</Text>
      {status === 'loading' && <Skeleton lines={4} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Section
          title={t('abilities')}
          flush
          actions={
            can('networking.router.manage') &&
            data.router.abilities.length > 0 && (
              <Button busy={forget.running} title={t('forgetLead')} onClick={() => void forget.run({ routerId })}>
                {t('forget')}
              </Button>
            )
          }
        >
          <SimpleTable
            label={t('abilities')}
            rows={data.router.abilities}
            rowId={({ method, changes }) => `${method} ${changes.join('+')}`}
            empty={<EmptyState compact title={t('noAbilities')} description={t('noAbilitiesText')} />}
            columns={[
              { id: 'change', header: t('change'), cell: ({ changes }) => changes.map(name).join(' + ') },
              { id: 'method', header: t('method'), cell: ({ method }) => method },
              {
                id: 'verdict',
                header: t('verdict'),
                cell: ({ verdict, effectEvidence, errorCause }) => (
                  <>
                    <FamilyTag family={family[verdict]}>{t(verdict)}</FamilyTag>{' '}
                    <Text as="span" size="small" tone="secondary">
                      {verdict === 'REFUSED' && errorCause !== null
                        ? t('errorCause', { code: errorCause })
                        : effectEvidence}
                    </Text>
                  </>
                ),
              },
              {
                id: 'counts',
                header: t('counts'),
                align: 'end',
                cell: ({ acknowledged, refused }) => t('acks', { acks: acknowledged, naks: refused }),
              },
              { id: 'last', header: t('last'), cell: ({ lastAt }) => <RelativeTime value={lastAt} /> },
            ]}
          />
        </Section>
      )}
    </Stack>
  );
}
