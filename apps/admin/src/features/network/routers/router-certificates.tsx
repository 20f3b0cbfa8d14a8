import { useState } from 'react';
import {
  Button,
  CodeText,
  ConfirmDialog,
  FamilyTag,
  Section,
  SelectInput,
  showToast,
  SimpleTable,
  Stack,
  type StatusFamily,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { knownCertificates, type KnownCertificate } from './known-certificates';
import { type RevokedCertificate, RevokeCertificateDocument, type RouterTlsState } from './router-tls.graphql';
import { routerTlsTexts } from './router-tls-texts';

const families: Readonly<Record<KnownCertificate['state'], StatusFamily>> = {
  inUse: 'good',
  shownLast: 'waiting',
  set: 'waiting',
  revoked: 'bad',
};
const reasons = [
  'KEY_COMPROMISE',
  'SUPERSEDED',
  'CESSATION_OF_OPERATION',
  'PRIVILEGE_WITHDRAWN',
  'UNSPECIFIED',
] as const;

interface RouterCertificatesProps {
  readonly routerId: string;
  readonly tls: RouterTlsState;
  readonly revoked: readonly RevokedCertificate[];
}

/** What the router shows, has shown or is known by; any of it can be revoked. */
export function RouterCertificates({ routerId, tls, revoked }: RouterCertificatesProps) {
  const t = useTexts(routerTlsTexts);
  const { can } = useSession();
  const [chosen, setChosen] = useState<KnownCertificate | null>(null);
  const known = knownCertificates(tls, revoked);
  if (known.length === 0) return null;
  return (
    <Section title={t('certificates')} description={t('certificatesLead')} level={3} look="plain">
      <SimpleTable
        label={t('certificates')}
        rows={known}
        rowId={({ fingerprint }) => fingerprint}
        columns={[
          {
            id: 'certificate',
            header: t('certificate'),
            cell: ({ subject, fingerprint }) => (
              <div>
                <Text>{subject || t('notShown')}</Text>
                <CodeText value={fingerprint} />
              </div>
            ),
          },
          { id: 'state', header: t('state'), cell: (one) => <CertificateState certificate={one} /> },
          {
            id: 'revoke',
            header: t('revoke'),
            align: 'end',
            cell: (one) =>
              can('networking.router.manage') &&
              one.revoked === undefined && (
                <Button
                  size="small"
                  aria-label={t('revokeOne', { name: one.subject || one.fingerprint })}
                  onClick={() => setChosen(one)}
                >
                  {t('revoke')}
                </Button>
              ),
          },
        ]}
      />
      {chosen && <RevokeDialog routerId={routerId} certificate={chosen} onClose={() => setChosen(null)} />}
    </Section>
  );
}

function CertificateState({ certificate: { state, revoked } }: { certificate: KnownCertificate }) {
  const t = useTexts(routerTlsTexts);
  const format = useFormat();
  const detail =
    revoked &&
    t('revokedBy', { when: format.instant(revoked.revokedAt), name: revoked.revokedBy, reason: t(revoked.reason) });
  return (
    <FamilyTag family={families[state]} {...(detail === undefined ? {} : { detail })}>
      {t(state)}
    </FamilyTag>
  );
}

function RevokeDialog({
  routerId,
  certificate,
  onClose,
}: {
  routerId: string;
  certificate: KnownCertificate;
  onClose: () => void;
}) {
  const t = useTexts(routerTlsTexts);
  const [reason, setReason] = useState<string>('KEY_COMPROMISE');
  const name = certificate.subject || certificate.fingerprint.slice(0, 16);
  const revoke = useMutationCommand(RevokeCertificateDocument, {
    onDone: () => {
      showToast({ message: t('revokedToast') });
      onClose();
    },
  });
  const said = reasons.find((one) => one === reason) ?? 'UNSPECIFIED';
  return (
    <ConfirmDialog
      grade={certificate.state === 'inUse' ? 'C' : 'B'}
      typed={name}
      title={t('revokeTitle', { name })}
      confirmLabel={t('revoke')}
      busy={revoke.running}
      failure={revoke.failure}
      onConfirm={() => void revoke.run({ routerId, fingerprint: certificate.fingerprint, reason: said })}
      onClose={onClose}
    >
      <Stack>
        <Text>{t('revokeText')}</Text>
        <SelectInput
          label={t('reason')}
          value={reason}
          onChange={setReason}
          choices={reasons.map((value) => ({ value, label: t(value) }))}
        />
      </Stack>
    </ConfirmDialog>
  );
}
