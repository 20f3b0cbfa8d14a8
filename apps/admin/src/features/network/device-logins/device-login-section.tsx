import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  ErrorState,
  Row,
  Section,
  showToast,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { DeviceLoginFacts } from './device-login-facts';
import { DeviceLoginForm } from './device-login-form';
import { changeInput, giveInput } from './device-login-values';
import {
  ChangeDeviceLoginDocument,
  type DeviceLogin,
  DeviceLoginsDocument,
  GiveDeviceLoginDocument,
  type GivenDeviceLogin,
  RenewDevicePasswordDocument,
  TakeDeviceLoginDocument,
} from './device-logins.graphql';
import { deviceLoginTexts } from './device-logins-texts';
import { GivenPassword } from './given-password';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly isDisabled: boolean;
}

type Doing = 'give' | 'change' | 'renew' | 'take' | null;

/** On the record of a member of staff: whether they log in to devices, and as what. */
export function DeviceLoginSection({ person }: { person: Person }) {
  const t = useTexts(deviceLoginTexts);
  const { can } = useSession();
  const { data, status, failure, retry } = useApiQuery(
    DeviceLoginsDocument,
    { staffId: person.id },
    { enabled: can('networking.deviceLogin.view') },
  );
  if (!can('networking.deviceLogin.view')) return null;
  const known = data?.deviceLogins[0] ?? null;
  return (
    <Section title={t('section')} level={3}>
      {status === 'loading' && <Skeleton lines={2} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {data !== undefined && (
        <Stack gap="sm">
          {known ? <DeviceLoginFacts login={known} /> : <Text tone="secondary">{t('none')}</Text>}
          {can('networking.deviceLogin.manage') && <Steps person={person} known={known} />}
        </Stack>
      )}
    </Section>
  );
}

function Steps({ person, known }: { person: Person; known: DeviceLogin | null }) {
  const t = useTexts(deviceLoginTexts);
  const [doing, setDoing] = useState<Doing>(null);
  const [given, setGiven] = useState<GivenDeviceLogin | null>(null);
  const { name } = person;
  const close = () => setDoing(null);
  const show = (shown: GivenDeviceLogin) => {
    close();
    setGiven(shown);
  };
  return (
    <>
      {doing !== 'give' && doing !== 'change' && (
        <Row>
          {known === null && !person.isDisabled && <Button onClick={() => setDoing('give')}>{t('give')}</Button>}
          {known !== null && <Button onClick={() => setDoing('change')}>{t('change')}</Button>}
          {known !== null && <Button onClick={() => setDoing('renew')}>{t('renew')}</Button>}
          {known !== null && <Button onClick={() => setDoing('take')}>{t('take')}</Button>}
        </Row>
      )}
      {doing === 'give' && <Give person={person} onGiven={show} onClose={close} />}
      {doing === 'change' && known && <Change known={known} onClose={close} />}
      {doing === 'renew' && <Renew person={person} onGiven={show} onClose={close} />}
      {doing === 'take' && <Take person={person} onClose={close} />}
      {given && <GivenPassword given={given} name={name} onClose={() => setGiven(null)} />}
    </>
  );
}

interface StepProps {
  readonly person: Person;
  readonly onClose: () => void;
}

function Give({ person, onGiven, onClose }: StepProps & { readonly onGiven: (given: GivenDeviceLogin) => void }) {
  const t = useTexts(deviceLoginTexts);
  const command = useMutationCommand(GiveDeviceLoginDocument, {
    onDone: ({ giveDeviceLogin }) => onGiven(giveDeviceLogin),
  });
  return (
    <DeviceLoginForm
      lead={t('giveLead')}
      name={person.name}
      known={null}
      command={command}
      inputOf={(values) => giveInput(person.id, values)}
      submit={t('give')}
      onClose={onClose}
    />
  );
}

function Change({ known, onClose }: { known: DeviceLogin; onClose: () => void }) {
  const t = useTexts(deviceLoginTexts);
  const [opened] = useState(known);
  const command = useMutationCommand(ChangeDeviceLoginDocument, {
    onDone: () => {
      showToast({ message: t('saved', { name: known.staffName }) });
      onClose();
    },
  });
  return (
    <DeviceLoginForm
      lead={t('changeLead')}
      name={opened.staffName}
      known={opened}
      command={command}
      inputOf={(values) => changeInput(opened, values)}
      submit={t('save')}
      onClose={onClose}
    />
  );
}

function Renew({ person, onGiven, onClose }: StepProps & { readonly onGiven: (given: GivenDeviceLogin) => void }) {
  const t = useTexts(deviceLoginTexts);
  const command = useMutationCommand(RenewDevicePasswordDocument, {
    onDone: ({ renewDevicePassword }) => onGiven(renewDevicePassword),
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('renewTitle', { name: person.name })}
      confirmLabel={t('renew')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ staffId: person.id })}
      onClose={onClose}
    >
      <Text>{t('renewText')}</Text>
    </ConfirmDialog>
  );
}

function Take({ person, onClose }: StepProps) {
  const t = useTexts(deviceLoginTexts);
  const command = useMutationCommand(TakeDeviceLoginDocument, {
    onDone: () => {
      showToast({ message: t('taken', { name: person.name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('takeTitle', { name: person.name })}
      confirmLabel={t('take')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ staffId: person.id })}
      onClose={onClose}
    >
      <Text>{t('takeText')}</Text>
    </ConfirmDialog>
  );
}
