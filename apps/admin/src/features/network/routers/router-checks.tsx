import {
  Button,
  CodeText,
  DateTimeText,
  FamilyTag,
  Notice,
  RelativeTime,
  Row,
  Section,
  SimpleTable,
  Stack,
  type StatusFamily,
  Text,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { RouterApiForm } from './router-api-form';
import { type CaredRouter, CheckRouterDocument, type RouterCheck } from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';

export const checkFamily: Readonly<Record<RouterCheck['state'], StatusFamily>> = {
  PASSED: 'good',
  FAILED: 'bad',
  UNKNOWN: 'waiting',
  NOT_NEEDED: 'off',
};

/** What is proven, each with what was seen and what to do; any of it can be looked at again. */
export function RouterChecks({ router }: { router: CaredRouter }) {
  const t = useTexts(routerCareTexts);
  const { can } = useSession();
  const check = useMutationCommand(CheckRouterDocument);
  const may = can('networking.router.check');
  const isWaiting = router.checks.some(({ askedAt }) => askedAt !== null);
  const isProven = router.checks.every(({ state }) => state === 'PASSED' || state === 'NOT_NEEDED');
  const run = (kinds?: RouterCheck['kind'][]) => void check.run({ routerId: router.id, ...(kinds ? { kinds } : {}) });
  return (
    <Stack>
      <Notice family={isProven ? 'good' : 'attention'}>{isProven ? t('allProven') : t('notProven')}</Notice>
      <Section
        title={t('checks')}
        flush
        actions={
          may && (
            <Button tone="primary" busy={check.running || isWaiting} onClick={() => run()}>
              {isWaiting ? t('checking') : t('checkAll')}
            </Button>
          )
        }
      >
        <SimpleTable
          label={t('checks')}
          rows={router.checks}
          rowId={({ kind }) => kind}
          columns={[
            { id: 'check', header: t('check'), cell: (row) => <CheckName check={row} /> },
            { id: 'finding', header: t('finding'), cell: (row) => <Finding check={row} /> },
            { id: 'when', header: t('when'), cell: (row) => <When check={row} /> },
            {
              id: 'again',
              header: t('again'),
              align: 'end',
              cell: ({ kind, askedAt }) =>
                may && (
                  <Button
                    size="small"
                    busy={askedAt !== null}
                    aria-label={t('checkOne', { what: t(kind) })}
                    onClick={() => run([kind])}
                  >
                    {t('again')}
                  </Button>
                ),
            },
          ]}
        />
      </Section>
      {router.vendor === 'MIKROTIK' && can('networking.router.manage') && (
        <RouterApiForm key={router.api?.username ?? 'none'} router={router} />
      )}
    </Stack>
  );
}

function CheckName({ check: { kind, state } }: { check: RouterCheck }) {
  const t = useTexts(routerCareTexts);
  return (
    <Row>
      <Text as="span" strong>
        {t(kind)}
      </Text>
      <FamilyTag family={checkFamily[state]}>{t(state)}</FamilyTag>
    </Row>
  );
}

function Finding({ check: { sentence, advice, evidence } }: { check: RouterCheck }) {
  return (
    <div>
      <Text>{sentence}</Text>
      {advice !== null && <Text tone="secondary">{advice}</Text>}
      {evidence.length > 0 && (
        <Text size="small" tone="secondary">
          {evidence.map(({ name, label, value, text }) => (
            <span key={name}>
              {label} <EvidenceValue name={name} value={value} text={text} />{' '}
            </span>
          ))}
        </Text>
      )}
    </div>
  );
}

/** A time is shown as times are; a fingerprint or an address as such; the rest in words. */
function EvidenceValue({ name, value, text }: { name: string; value: string; text: string }) {
  if (name === 'lastHeard' || name === 'since' || name === 'time') return <DateTimeText value={value} style="full" />;
  return text === value ? <CodeText value={value} /> : <strong>{text}</strong>;
}

function When({ check: { checkedAt, checkedBy, tookMs } }: { check: RouterCheck }) {
  const t = useTexts(routerCareTexts);
  if (checkedAt === null) return '–';
  return (
    <>
      <RelativeTime value={checkedAt} />{' '}
      <Text as="span" size="small" tone="secondary">
        {checkedBy !== null && t('by', { name: checkedBy })} {tookMs !== null && t('took', { ms: tookMs })}
      </Text>
    </>
  );
}
