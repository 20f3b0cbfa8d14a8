import { useState } from 'react';
import {
  Button,
  CodeBlock,
  CodeText,
  ErrorState,
  FactList,
  FamilyTag,
  Notice,
  Page,
  RelativeTime,
  Section,
  showToast,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { FreeradiusDocument, type FreeradiusMode } from './freeradius.graphql';
import { freeradiusTexts } from './freeradius-texts';
import { type Switched, SwitchDialog, type SwitchWish } from './switch-dialog';

const refreshMs = 10_000;

export function FreeradiusScreen() {
  const t = useTexts(freeradiusTexts);
  return (
    <Guarded title={t('title')} needs={['networking.freeradius.manage']}>
      <Freeradius />
    </Guarded>
  );
}

function Freeradius() {
  const t = useTexts(freeradiusTexts);
  const { data, failure, retry } = useApiQuery(FreeradiusDocument, {}, { refetchEveryMs: refreshMs });
  const [wish, setWish] = useState<SwitchWish | null>(null);
  const [shown, setShown] = useState<Switched | null>(null);
  const mode = data?.freeradius;
  const onDone = (switched: Switched) => {
    setWish(null);
    setShown(switched.configuration === null ? null : switched);
    showToast({ message: t('switched') });
  };
  return (
    <Page title={t('title')} description={t('lead')}>
      {failure && <ErrorState compact={mode !== undefined} failure={failure} onRetry={retry} />}
      {!mode && !failure && <Skeleton lines={6} />}
      {mode && (
        <Stack>
          {shown && <ShownOnce switched={shown} onClose={() => setShown(null)} />}
          <Rest mode={mode} onWish={setWish} />
          <Sql mode={mode} onWish={setWish} />
          <SetUp />
        </Stack>
      )}
      {mode && wish && <SwitchDialog mode={mode} wish={wish} onDone={onDone} onClose={() => setWish(null)} />}
    </Page>
  );
}

interface WayProps {
  readonly mode: FreeradiusMode;
  readonly onWish: (wish: SwitchWish) => void;
}

function Rest({ mode, onWish }: WayProps) {
  const t = useTexts(freeradiusTexts);
  return (
    <Section
      title={t('rest')}
      description={t('restText')}
      actions={
        mode.rest ? (
          <>
            <Button size="small" onClick={() => onWish('restNew')}>
              {t('newPassword')}
            </Button>
            <Button size="small" onClick={() => onWish('restOff')}>
              {t('turnOff')}
            </Button>
          </>
        ) : (
          <Button size="small" onClick={() => onWish('restOn')}>
            {t('turnOn')}
          </Button>
        )
      }
    >
      <FactList
        columns={2}
        facts={[
          { id: 'state', label: t('mode'), value: <OnOff isOn={mode.rest} /> },
          {
            id: 'where',
            label: t('where'),
            value: mode.restListens ? (
              <>
                <CodeText value={mode.restUri} /> {t('as', { user: mode.restUser })}
              </>
            ) : (
              <>
                <FamilyTag family={mode.rest ? 'bad' : 'off'} quiet>
                  {t('noPort')}
                </FamilyTag>{' '}
                {t('notListening')}
              </>
            ),
          },
          { id: 'asked', label: t('lastAsked'), value: <Heard at={mode.restAskedAt} what={mode.restAsked} /> },
          { id: 'changed', label: t('changed'), value: <Heard at={mode.changedAt} what={null} /> },
        ]}
      />
    </Section>
  );
}

function Sql({ mode, onWish }: WayProps) {
  const t = useTexts(freeradiusTexts);
  return (
    <Section
      title={t('sql')}
      description={t('sqlText')}
      actions={
        <Button size="small" onClick={() => onWish(mode.sql ? 'sqlOff' : 'sqlOn')}>
          {t(mode.sql ? 'turnOff' : 'turnOn')}
        </Button>
      }
    >
      <FactList
        columns={2}
        facts={[
          { id: 'state', label: t('mode'), value: <OnOff isOn={mode.sql} /> },
          {
            id: 'login',
            label: t('lastLogin'),
            value: (
              <Heard at={mode.sqlLoginAt} what={[mode.sqlLogin, mode.sqlReply].filter(Boolean).join(' → ') || null} />
            ),
          },
          { id: 'waiting', label: t('waiting'), value: mode.sqlWaiting },
        ]}
      />
    </Section>
  );
}

function OnOff({ isOn }: { isOn: boolean }) {
  const t = useTexts(freeradiusTexts);
  return (
    <FamilyTag family={isOn ? 'good' : 'off'} quiet>
      {t(isOn ? 'on' : 'off')}
    </FamilyTag>
  );
}

function Heard({ at, what }: { at: string | null; what: string | null }) {
  const t = useTexts(freeradiusTexts);
  if (at === null) return t('never');
  return (
    <>
      <RelativeTime value={at} /> {what}
    </>
  );
}

function ShownOnce({ switched: { configuration, hasRouters }, onClose }: { switched: Switched; onClose: () => void }) {
  const t = useTexts(freeradiusTexts);
  return (
    <Notice
      family="attention"
      title={t('shownOnce')}
      action={
        <Button size="small" onClick={onClose}>
          {t('done')}
        </Button>
      }
    >
      <Stack>
        <Text>
          {t('shownText')} {t(hasRouters ? 'withRouters' : 'withoutRouters')}
        </Text>
        <CodeBlock label={t('configuration')} text={configuration ?? ''} />
      </Stack>
    </Notice>
  );
}

const install = [
  'cp -r docker/freeradius /etc/freeradius/demarc',
  'install -m 640 -g freerad demarc.conf /etc/freeradius/demarc/demarc.conf',
  'freeradius -d /etc/freeradius/demarc -C',
].join('\n');
const sqlCommand = 'npm run demarc -- freeradius sql > demarc.conf';

function SetUp() {
  const t = useTexts(freeradiusTexts);
  return (
    <Section title={t('setUp')} description={t('setUpText')}>
      <Stack>
        <CodeBlock label={t('commands')} text={install} />
        <CodeBlock label={t('sqlCommand')} text={sqlCommand} />
      </Stack>
    </Section>
  );
}
