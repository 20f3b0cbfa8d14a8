import { useState } from 'react';
import {
  Button,
  ButtonLink,
  Columns,
  EmptyState,
  ErrorState,
  Page,
  PasswordInput,
  SelectInput,
  Skeleton,
  Stack,
  SwitchInput,
  TextAreaInput,
  TextInput,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { LineChoice, type Line, noLine } from '../line-choice';
import { RouterTypesDocument } from '../line-choice.graphql';
import { SimulatedAnswer } from './simulated-answer';
import { SimulateLoginDocument, type SimulationInput } from './simulator.graphql';
import { simulatorTexts } from './simulator-texts';

const methods = ['PAP', 'CHAP', 'MSCHAP2', 'NONE'] as const;

/** What would we answer to this request, and why? */
export function SimulatorScreen() {
  const t = useTexts(simulatorTexts);
  return (
    <Guarded title={t('title')} needs={['networking.login.simulate', 'networking.router.view']}>
      <Simulator />
    </Guarded>
  );
}

function Simulator() {
  const t = useTexts(simulatorTexts);
  const { data, failure, retry } = useApiQuery(RouterTypesDocument, {});
  const routers = data?.routers.filter((router) => router.hasRadiusSecret || router.isKnownOverTls);
  return (
    <Page title={t('title')} description={t('lead')}>
      {routers === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {routers === undefined && failure === null && <Skeleton lines={8} />}
      {routers?.length === 0 && (
        <EmptyState title={t('noRouters')} action={<ButtonLink href="/network/routers">{t('toRouters')}</ButtonLink>} />
      )}
      {routers !== undefined && routers.length > 0 && <Trial routers={routers} />}
    </Page>
  );
}

interface RouterChoice {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
}

function Trial({ routers }: { routers: readonly RouterChoice[] }) {
  const t = useTexts(simulatorTexts);
  const [asked, setAsked] = useState<SimulationInput | null>(null);
  const answer = useApiQuery(
    SimulateLoginDocument,
    { input: asked ?? nothingAsked },
    { enabled: asked !== null, keepPrevious: true },
  );
  const told = asked === null ? undefined : answer.data?.simulateLogin;
  const ask = (input: SimulationInput) => {
    if (JSON.stringify(input) === JSON.stringify(asked)) answer.retry();
    else setAsked(input);
  };
  return (
    <Columns min="lg" gap="lg">
      <Request routers={routers} onAsk={ask} busy={asked !== null && answer.status === 'loading'} />
      <div>
        {asked !== null && answer.failure !== null && <ErrorState failure={answer.failure} onRetry={answer.retry} />}
        {asked !== null && told === undefined && answer.failure === null && <Skeleton lines={8} label={t('answer')} />}
        {told !== undefined && answer.failure === null && (
          <SimulatedAnswer told={told} vendor={routers.find(({ id }) => id === told.routerId)?.vendor} />
        )}
      </div>
    </Columns>
  );
}

const nothingAsked: SimulationInput = { routerId: '' };

interface RequestProps {
  readonly routers: readonly RouterChoice[];
  readonly busy: boolean;
  readonly onAsk: (input: SimulationInput) => void;
}

/** What a router would pass on. */
function Request({ routers, busy, onAsk }: RequestProps) {
  const t = useTexts(simulatorTexts);
  const { can } = useSession();
  const [routerAsked] = useUrlParam('router');
  const [loginAsked] = useUrlParam('login');
  const [deviceAsked] = useUrlParam('device');
  const [routerId, setRouterId] = useState((routers.find(({ id }) => id === routerAsked) ?? routers[0])?.id ?? '');
  const [line, setLine] = useState<Line>(noLine);
  const [login, setLogin] = useState(loginAsked ?? '');
  const [password, setPassword] = useState('');
  const [method, setMethod] = useState<(typeof methods)[number]>('PAP');
  const [device, setDevice] = useState(deviceAsked ?? '');
  const [circuitAsked] = useUrlParam('circuit');
  const [remoteAsked] = useUrlParam('remote');
  const [staffAsked] = useUrlParam('staff');
  const [circuitId, setCircuitId] = useState(circuitAsked ?? '');
  const [remoteId, setRemoteId] = useState(remoteAsked ?? '');
  const [isDeviceLogin, setIsDeviceLogin] = useState(staffAsked !== null);
  const [isSigned, setIsSigned] = useState(true);
  const [attributes, setAttributes] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({
          routerId,
          serviceId: isDeviceLogin ? null : line.serviceId,
          login: textOrNull(login),
          password: password === '' ? null : password,
          method,
          device: textOrNull(device),
          circuitId: isDeviceLogin ? null : textOrNull(circuitId),
          remoteId: isDeviceLogin ? null : textOrNull(remoteId),
          isDeviceLogin,
          isSigned,
          attributes,
        });
      }}
    >
      <Stack>
        <SelectInput
          label={t('router')}
          value={routerId}
          onChange={setRouterId}
          choices={routers.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SwitchInput label={t('onDevice')} value={isDeviceLogin} onChange={setIsDeviceLogin} />
        {!isDeviceLogin && can('crm.customer.view') && <LineChoice line={line} onChange={setLine} />}
        <Columns min="sm" gap="sm">
          <TextInput label={t('login')} description={t('loginHelp')} value={login} onChange={setLogin} optional mono />
          <PasswordInput
            label={t('password')}
            description={t('passwordHelp')}
            value={password}
            onChange={setPassword}
            autoComplete="off"
            optional
          />
          <SelectInput
            label={t('method')}
            value={method}
            onChange={(value) => setMethod(methods.find((one) => one === value) ?? 'PAP')}
            choices={methods.map((value) => ({ value, label: t(value === 'NONE' ? 'NO_PASSWORD' : value) }))}
          />
          <TextInput
            label={t('device')}
            description={t('deviceHelp')}
            value={device}
            onChange={setDevice}
            optional
            mono
          />
          {!isDeviceLogin && (
            <TextInput
              label={t('circuit')}
              description={t('lineHelp')}
              value={circuitId}
              onChange={setCircuitId}
              optional
              mono
            />
          )}
          {!isDeviceLogin && <TextInput label={t('remote')} value={remoteId} onChange={setRemoteId} optional mono />}
        </Columns>
        <SwitchInput label={t('signed')} value={isSigned} onChange={setIsSigned} />
        <TextAreaInput
          label={t('attributes')}
          description={t('attributesHelp')}
          value={attributes}
          onChange={setAttributes}
          rows={4}
          optional
          mono
          maxLength={8_000}
        />
        <Button type="submit" tone="primary" busy={busy}>
          {t('run')}
        </Button>
      </Stack>
    </form>
  );
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
