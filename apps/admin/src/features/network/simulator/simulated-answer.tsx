import { CodeText, EntityLink, Notice, Row, Section, SimpleTable, Stack, Text, useTexts } from '@demarc/ui';
import { CheckList } from './check-list';
import type { SimulatedLogin } from './simulator.graphql';
import { simulatorTexts } from './simulator-texts';

const families = { ACCEPT: 'good', GARDEN: 'attention', REJECT: 'bad', NONE: 'bad' } as const;

/** The answer, the checks that led to it, and each attribute with where it comes from. */
export function SimulatedAnswer({ told, vendor }: { told: SimulatedLogin; vendor: string | undefined }) {
  const t = useTexts(simulatorTexts);
  return (
    <Stack>
      <Notice family={families[told.outcome]} title={t(told.outcome)} live>
        {t('through', { login: told.login, router: told.routerName })}
        {told.staffName !== null && <> · {t('staff', { name: told.staffName })}</>}
        {told.sentence !== null && <> · {told.sentence}</>}
        {told.fix !== null && (
          <>
            {' '}
            {t('fix')} {told.fix}
          </>
        )}
      </Notice>
      <Section title={t('why')} level={3}>
        <Stack>
          <CheckList checks={told.checks} />
          {told.garden !== null && <Text>{told.garden}</Text>}
        </Stack>
      </Section>
      <Section title={t('answer')} level={3}>
        <Template told={told} vendor={vendor} />
        <SimpleTable
          label={t('answer')}
          rows={told.attributes.map((attribute, index) => ({ ...attribute, key: String(index) }))}
          rowId={({ key }) => key}
          empty={<Text tone="secondary">{t('noAttributes')}</Text>}
          columns={[
            { id: 'name', header: t('attribute'), cell: ({ name }) => <CodeText value={name} /> },
            { id: 'value', header: t('value'), cell: ({ value }) => <CodeText value={value} /> },
            {
              id: 'from',
              header: t('from'),
              cell: ({ line }) => (line === null ? t('server') : t('line', { line })),
            },
          ]}
        />
        {told.speed !== null && (
          <Text>
            {t('speed')}: {told.speed}
          </Text>
        )}
        {told.leftOut.length > 0 && (
          <Text tone="secondary" size="small">
            {t('leftOut')}: {[...new Set(told.leftOut.map(({ name }) => name))].join(', ')}
          </Text>
        )}
      </Section>
      <Row gap="md">
        <EntityLink href={`/network/radius-log?q=${encodeURIComponent(told.login)}`}>
          {t('toLog', { login: told.login })}
        </EntityLink>
        {told.customerId !== null && <EntityLink href={`/customers/${told.customerId}`}>{t('toCustomer')}</EntityLink>}
      </Row>
    </Stack>
  );
}

function Template({ told, vendor }: { told: SimulatedLogin; vendor: string | undefined }) {
  const t = useTexts(simulatorTexts);
  if (told.event === null) return null;
  const place = `/network/answers?event=${told.event}${vendor === undefined ? '' : `&type=${vendor}`}`;
  return (
    <>
      {told.fellBack !== null && (
        <Notice family="bad">{t('fellBack', { line: told.fellBack.line, message: told.fellBack.message })}</Notice>
      )}
      <Text tone="secondary">
        {told.templateId === null ? t('usualTemplate') : t('ownTemplate')} ·{' '}
        <EntityLink href={place}>{t('toTemplate')}</EntityLink>
      </Text>
    </>
  );
}
