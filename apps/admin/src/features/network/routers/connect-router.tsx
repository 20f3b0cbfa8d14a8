import { useState } from 'react';
import {
  Button,
  CodeBlock,
  ErrorState,
  FamilyTag,
  Row,
  Section,
  Stack,
  type StatusFamily,
  Text,
  TextInput,
  useTexts,
} from '@demarc/ui';
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
  const facts = {
    server,
    source: sourceAddress(router.sources),
    secret: secret ?? t('secretPlaceholder'),
    coaPort: router.coaPort,
    interimSeconds: router.interimSeconds,
    blockedList: router.options.blockedAddressList,
  };
  return (
    <Section title={t('connect')} level={3}>
      <Stack>
        <CheckList router={router} />
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
            <CodeBlock label={t('commandsRadius')} text={radiusCommands(facts)} />
            <CodeBlock label={t('commandsFirewall')} text={firewallCommands(facts)} />
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

/** What can be seen from here is marked; the rest is for the person at the router. */
function CheckList({ router }: { router: RouterRow }) {
  const t = useTexts(routersTexts);
  const heard = router.lastSeenAt !== null;
  const signed = router.unsignedSeenAt === null;
  const checks: readonly (readonly [string, 'ok' | 'open' | 'look'])[] = [
    [t('checkSource', { sources: router.sources.join(', ') }), heard ? 'ok' : 'look'],
    [t('checkReach'), heard ? 'ok' : 'look'],
    [t('checkSecret'), !router.hasRadiusSecret ? 'open' : heard ? 'ok' : 'look'],
    [t('checkHeard'), heard ? 'ok' : 'open'],
    [t('checkSigned'), heard ? (signed ? 'ok' : 'open') : 'look'],
    [t('checkCoa', { port: router.coaPort }), 'look'],
  ];
  const family: Readonly<Record<'ok' | 'open' | 'look', StatusFamily>> = { ok: 'good', open: 'attention', look: 'off' };
  return (
    <div>
      <Text strong>{t('checks')}</Text>
      <ol className="dm-list">
        {checks.map(([sentence, state]) => (
          <li key={sentence}>
            {sentence}{' '}
            <FamilyTag family={family[state]} quiet>
              {t(state)}
            </FamilyTag>
          </li>
        ))}
      </ol>
    </div>
  );
}
