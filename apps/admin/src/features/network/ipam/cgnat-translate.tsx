import { useState } from 'react';
import { Button, DecimalInput, ErrorState, Row, Section, Stack, Text, TextInput, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { TranslateAddressDocument } from './cgnat.graphql';
import { cgnatTexts } from './cgnat-texts';

interface Asked {
  readonly address: string;
  readonly port: number | null;
}

export function Translate() {
  const t = useTexts(cgnatTexts);
  const [address, setAddress] = useState('');
  const [port, setPort] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data, failure } = useApiQuery(TranslateAddressDocument, asked ?? { address: '', port: null }, {
    enabled: asked !== null,
  });
  return (
    <Section title={t('translate')} description={t('translateLead')}>
      <Stack>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setAsked({ address: address.trim(), port: port === '' ? null : Number(port) });
          }}
        >
          <Row align="end">
            <TextInput label={t('address')} value={address} onChange={setAddress} mono />
            <DecimalInput label={t('port')} value={port} onChange={setPort} maxDecimals={0} optional />
            <Button type="submit">{t('show')}</Button>
          </Row>
        </form>
        {failure && <ErrorState compact failure={failure} />}
        {data?.translateAddress.length === 0 && <Text>{t('nothing')}</Text>}
        {data?.translateAddress.map(({ mapId, mapName, inside, outside, firstPort, lastPort }) => (
          <Text key={mapId}>{t('result', { inside, outside, first: firstPort, last: lastPort, map: mapName })}</Text>
        ))}
      </Stack>
    </Section>
  );
}
