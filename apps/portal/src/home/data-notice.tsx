import { Notice, Stack, Text, UiLink, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { OwnDataDocument } from '../plan/own-data.graphql';
import { type Allowance, dataLeft } from './data-left';
import { dataTexts } from './data-texts';

/** Says when the data of the period is used up or nearly, until when that is so, and where more can be added. */
export function DataNotice() {
  const { data } = useApiQuery(OwnDataDocument, {});
  return (data?.me.services ?? []).map(({ id, description, allowance }) =>
    allowance ? <ServiceNotice key={id} service={description} allowance={allowance} /> : null,
  );
}

function ServiceNotice({ service, allowance }: { service: string; allowance: Allowance }) {
  const t = useTexts(dataTexts);
  const format = useFormat();
  const { quota, offers } = allowance;
  const state = dataLeft(allowance);
  if (!quota || state === 'enough') return null;
  const left = format.bytes(BigInt(quota.leftOctets));
  const total = format.bytes(BigInt(quota.totalOctets));
  return (
    <Notice family={state === 'closed' ? 'bad' : 'attention'} title={t(state, { service, left, total })}>
      <Stack gap="xs">
        {quota.nextPeriodOn !== null && <Text>{t('anew', { on: format.day(quota.nextPeriodOn) })}</Text>}
        <UiLink href="/plan">{t(offers.length > 0 ? 'add' : 'look')}</UiLink>
      </Stack>
    </Notice>
  );
}
