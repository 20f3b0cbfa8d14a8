import { useState } from 'react';
import {
  Button,
  CodeText,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  type Fact,
  FactList,
  FamilyTag,
  Form,
  IpText,
  Row,
  SidePanel,
  showToast,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession } from '@demarc/web-kit';
import type { CustomerService } from '../record/use-customer';
import { AccessFields } from './access-fields';
import { type Access, type AccessValues, emptyAccess, type ProvisionInput, provisionInput } from './access-values';
import { ChangeAccess } from './change-access';
import { ChangedDevice, LineFacts } from './line-facts';
import { ProvisionAccessDocument, RevealPasswordDocument, ServiceAccessDocument } from './network.graphql';
import { accessTexts } from './network-texts';

/** The network side of a service: how it gets in, what is desired, and whether the routers have followed. */
export function AccessPanel({ service, onClose }: { service: CustomerService; onClose: () => void }) {
  const t = useTexts(accessTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(ServiceAccessDocument, { id: service.id });
  const [changing, setChanging] = useState(false);
  const access = data?.service.access;
  if (access && changing)
    return (
      <ChangeAccess plan={service.planTitle} access={access} onDone={() => setChanging(false)} onClose={onClose} />
    );
  const changes = access && can('networking.access.manage');
  return (
    <SidePanel
      title={t('title', { plan: service.planTitle })}
      onClose={onClose}
      size="lg"
      footer={changes && <Button onClick={() => setChanging(true)}>{t('change')}</Button>}
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={6} />}
      {access && <AccessFacts access={access} />}
      {access === null &&
        (can('networking.access.manage') ? (
          <SetUpAccess serviceId={service.id} />
        ) : (
          <EmptyState compact title={t('none')} />
        ))}
    </SidePanel>
  );
}

function SetUpAccess({ serviceId }: { serviceId: string }) {
  const t = useTexts(accessTexts);
  const command = useMutationCommand(ProvisionAccessDocument, {
    onDone: ({ provisionAccess: { login } }) => showToast({ message: t('setUpDone', { login: login ?? '–' }) }),
  });
  const filled = useCommandForm<AccessValues, unknown, ProvisionInput>(
    command,
    { ...emptyAccess, macs: [] },
    (values) => provisionInput(serviceId, values),
  );
  return (
    <Form
      form={filled.form}
      onSubmit={filled.onSubmit}
      failure={filled.failure}
      labels={{
        method: t('method'),
        netLogin: t('login'),
        netPassword: t('password'),
        ipv4: t('address'),
        macs: t('macs'),
        circuitId: t('circuit'),
        remoteId: t('remote'),
      }}
      footer={
        <Button type="submit" tone="primary" busy={filled.running}>
          {t('setUp')}
        </Button>
      }
    >
      <Text tone="secondary">{t('none')}</Text>
      <AccessFields />
    </Form>
  );
}

const families = { OPEN: 'good', BLOCKED: 'bad', CLOSED: 'off' } as const;

function AccessFacts({ access }: { access: Access }) {
  const t = useTexts(accessTexts);
  const list = (values: readonly string[]) =>
    values.length === 0 ? null : values.map((value) => <IpText key={value} value={value} />);
  const facts: readonly Fact[] = [
    {
      id: 'state',
      label: t('state'),
      value: (
        <Row gap="xs">
          <FamilyTag family={families[access.desired]}>{t(access.desired)}</FamilyTag>
          <Text as="span" tone="secondary">
            {t(access.isDrift ? 'drift' : access.isConverged ? 'converged' : 'onItsWay')}
          </Text>
        </Row>
      ),
    },
    { id: 'method', label: t('method'), value: t(access.method) },
    { id: 'login', label: t('login'), value: <CodeText value={access.login} /> },
    { id: 'password', label: t('password'), value: <Password access={access} /> },
    {
      id: 'source',
      label: t('ipv4'),
      value: access.ipv4 === null ? t(access.ipv4Assignment) : <IpText value={access.ipv4} />,
    },
    { id: 'speed', label: t('speed'), value: access.speed },
    { id: 'routes', label: t('routes'), value: list(access.routes) },
    {
      id: 'prefix',
      label: t('prefix'),
      value: access.delegatedPrefix === null ? null : <IpText value={access.delegatedPrefix} />,
    },
    {
      id: 'macs',
      label: t('macs'),
      value: list(access.macs),
      ...(access.method === 'HOTSPOT' && access.macLogin ? { help: t('macLoginOn') } : {}),
    },
  ];
  const isLine = access.circuitId !== null || access.remoteId !== null;
  return (
    <Stack>
      {isLine && <ChangedDevice access={access} />}
      <FactList facts={facts} />
      {isLine && <LineFacts access={access} />}
    </Stack>
  );
}

/** Never on the screen by itself: reading it is an act of its own, and is written down. */
function Password({ access: { serviceId, login, hasPassword } }: { access: Access }) {
  const t = useTexts(accessTexts);
  const { can } = useSession();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const command = useMutationCommand(RevealPasswordDocument, {
    invalidates: [],
    onDone: ({ revealAccessPassword: { password } }) => {
      setShown(password);
      setAsking(false);
    },
  });
  if (!hasPassword) return t('noPassword');
  return (
    <Stack gap="xs" align="start">
      {shown === null ? t('hidden') : <CodeText value={shown} />}
      {can('networking.access.revealPassword') && (
        <Button size="small" onClick={() => (shown === null ? setAsking(true) : setShown(null))}>
          {t(shown === null ? 'reveal' : 'hide')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          grade="B"
          danger={false}
          title={t('revealTitle', { login: login ?? '–' })}
          confirmLabel={t('reveal')}
          busy={command.running}
          failure={command.failure}
          onConfirm={() => void command.run({ serviceId })}
          onClose={() => setAsking(false)}
        >
          {t('revealText')}
        </ConfirmDialog>
      )}
    </Stack>
  );
}
