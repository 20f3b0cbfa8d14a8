import { useState } from 'react';
import { Button, CodeBlock, ErrorState, Row, Section, Stack, Text, TextInput, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import {
  blockedCommands,
  firewallCommands,
  plainValues,
  pppoeCommands,
  radiusCommands,
  sourceAddress,
} from './router-commands';
import { RevealRadiusSecretDocument } from './routers.graphql';
import type { RouterRow } from './router-state';
import { routersTexts } from './routers-texts';

/** From "added" to "heard": what to check, and the commands to paste, with this router's own values in them. */
export function ConnectRouter({ router }: { router: RouterRow }) {
  const t = useTexts(routersTexts);
  const { can } = useSession();
  const [server, setServer] = useState(() => location.hostname);
  const [secret, setSecret] = useState<string | null>(null);
  const reveal = useMutationCommand(RevealRadiusSecretDocument, {
    invalidates: [],
    onDone: ({ revealRadiusSecret }) => setSecret(revealRadiusSecret.secret),
  });
  const isByUdp = router.sources.length > 0;
  const facts = {
    server,
    source: sourceAddress(router.sources),
    secret: secret ?? t('secretPlaceholder'),
    coaPort: router.coaPort,
    interimSeconds: router.interimSeconds,
    blockedList: router.options.blockedAddressList,
  };
  if (!isByUdp && router.vendor !== 'MIKROTIK') return null;
  return (
    <Section title={t('connect')}>
      <Stack>
        <TextInput label={t('server')} value={server} onChange={setServer} mono />
        {can('networking.router.revealSecret') && router.hasRadiusSecret && secret === null && (
          <Row>
            <Button busy={reveal.running} onClick={() => void reveal.run({ routerId: router.id })}>
              {t('reveal')}
            </Button>
            <Text as="span" tone="secondary" size="small">
              {t('revealLead')}
            </Text>
          </Row>
        )}
        {reveal.failure && <ErrorState compact failure={reveal.failure} />}
        {secret !== null && <CodeBlock label={t('secret')} text={secret} wrap />}
        {router.vendor === 'MIKROTIK' ? (
          <>
            <Text tone="secondary">{t('connectLead', { server })}</Text>
            {isByUdp && <CodeBlock label={t('commandsRadius')} text={radiusCommands(facts)} />}
            {isByUdp && <CodeBlock label={t('commandsFirewall')} text={firewallCommands(facts)} />}
            <CodeBlock label={t('commandsPppoe')} text={pppoeCommands()} />
            <Text tone="secondary">{t('commandsBlockedLead')}</Text>
            <CodeBlock label={t('commandsBlocked')} text={blockedCommands(facts)} />
          </>
        ) : (
          <>
            <Text tone="secondary">{t('commandsOther')}</Text>
            <CodeBlock label={t('otherValues')} text={plainValues(facts)} />
          </>
        )}
      </Stack>
    </Section>
  );
}
