import { useState } from 'react';
import {
  Button,
  DateTimeText,
  EmptyState,
  EntityLink,
  FamilyTag,
  NumberText,
  RelativeTime,
  Row,
  SimpleTable,
  Stack,
  type StatusFamily,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { Acknowledge } from './acknowledge';
import { type OpenAlert, SilenceAlertDocument } from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';

const family: Readonly<Record<OpenAlert['severity'], StatusFamily>> = {
  CRITICAL: 'bad',
  WARNING: 'attention',
  INFO: 'waiting',
};
const silenceMinutes = 60;

/** Alerts with what can be done about them, in their row. */
export function AlertList({ alerts, isOpen }: { alerts: readonly OpenAlert[]; isOpen: boolean }) {
  const t = useTexts(monitoringTexts);
  return (
    <SimpleTable
      label={t('alerts')}
      rows={alerts}
      rowId={({ id }) => id}
      empty={
        isOpen ? (
          <EmptyState compact title={t('noAlerts')} description={t('noAlertsText')} />
        ) : (
          <EmptyState compact title={t('noOver')} />
        )
      }
      columns={[
        {
          id: 'severity',
          header: t('severity'),
          cell: ({ severity }) => <FamilyTag family={family[severity]}>{t(severity)}</FamilyTag>,
        },
        { id: 'what', header: t('what'), cell: (row) => <What alert={row} /> },
        { id: 'since', header: t('since'), cell: ({ raisedAt }) => <RelativeTime value={raisedAt} /> },
        isOpen
          ? {
              id: 'hit',
              header: t('hit'),
              align: 'end',
              cell: ({ customersHit }) => <NumberText value={customersHit} />,
            }
          : {
              id: 'ended',
              header: t('ended'),
              cell: ({ clearedAt }) => (clearedAt === null ? '–' : <DateTimeText value={clearedAt} />),
            },
        { id: 'handled', header: t('handled'), cell: (row) => <Handling alert={row} isOpen={isOpen} /> },
      ]}
    />
  );
}

function What({ alert }: { alert: OpenAlert }) {
  const t = useTexts(monitoringTexts);
  const href =
    alert.deviceId === null ? `/network/routers/${alert.routerId ?? ''}` : `/network/monitoring/${alert.deviceId}`;
  return (
    <>
      <EntityLink href={href}>{alert.said}</EntityLink>{' '}
      <Text as="span" size="small" tone="secondary">
        {alert.ruleName}
        {alert.hides > 0 && ` · ${t('hides', { count: alert.hides })}`}
        {alert.hiddenByName !== null && ` · ${t('hiddenBy', { name: alert.hiddenByName })}`}
      </Text>
    </>
  );
}

function Handling({ alert, isOpen }: { alert: OpenAlert; isOpen: boolean }) {
  const t = useTexts(monitoringTexts);
  const format = useFormat();
  const { can } = useSession();
  const [isAsking, setAsking] = useState(false);
  const silence = useMutationCommand(SilenceAlertDocument);
  const isSilent = alert.silencedUntil !== null;
  return (
    <Stack>
      {alert.acknowledgedBy !== null && (
        <Text size="small">
          {t('acked', { name: alert.acknowledgedBy })}
          {alert.note !== '' && `: ${alert.note}`}
        </Text>
      )}
      {alert.silencedUntil !== null && (
        <Text size="small" tone="secondary">
          {t('silencedUntil', { when: format.instant(alert.silencedUntil) })}
        </Text>
      )}
      {isOpen && can('networking.alert.handle') && (
        <Row>
          {alert.acknowledgedBy === null && (
            <Button size="small" aria-label={t('ackOf', { said: alert.said })} onClick={() => setAsking(true)}>
              {t('ack')}
            </Button>
          )}
          <Button
            size="small"
            tone="quiet"
            busy={silence.running}
            {...(isSilent ? {} : { 'aria-label': t('silenceOf', { said: alert.said }) })}
            onClick={() => void silence.run({ alertId: alert.id, minutes: isSilent ? 0 : silenceMinutes })}
          >
            {isSilent ? t('speak') : t('silence')}
          </Button>
        </Row>
      )}
      {isAsking && <Acknowledge alertId={alert.id} said={alert.said} onClose={() => setAsking(false)} />}
    </Stack>
  );
}
