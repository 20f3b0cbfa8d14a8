import {
  CodeText,
  DateTimeText,
  EntityLink,
  FactList,
  FamilyTag,
  IpText,
  Notice,
  RelativeTime,
  SidePanel,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { CheckList } from '../simulator/check-list';
import { type LogRow, outcomeFamilies, signedWords, Whose } from './log-columns';
import { radiusLogTexts } from './radius-log-texts';

/** One login in full: the refusal in words, its likely fix, and what the router said. */
export function LoginLinePanel({ line, onClose }: { line: LogRow; onClose: () => void }) {
  const t = useTexts(radiusLogTexts);
  const { can } = useSession();
  return (
    <SidePanel title={line.login || t(line.outcome)} description={t(line.outcome)} onClose={onClose}>
      <Stack>
        {line.sentence !== null && (
          <Notice family={outcomeFamilies[line.outcome]} title={line.sentence}>
            {line.fix !== null && (
              <>
                {t('fix')} {line.fix}
              </>
            )}
          </Notice>
        )}
        {line.checks.length > 0 && <CheckList checks={line.checks} />}
        {can('networking.login.simulate') && line.routerId !== null && line.login !== '' && (
          <EntityLink href={simulatorOf(line)}>{t('simulate')}</EntityLink>
        )}
        <FactList
          facts={[
            {
              id: 'at',
              label: t('at'),
              value: (
                <>
                  <DateTimeText value={line.at} style="full" /> · <RelativeTime value={line.at} />
                </>
              ),
            },
            {
              id: 'outcome',
              label: t('outcome'),
              value: <FamilyTag family={outcomeFamilies[line.outcome]}>{t(line.outcome)}</FamilyTag>,
              ...(line.code === null
                ? {}
                : {
                    help: (
                      <>
                        <CodeText value={line.code} /> ·{' '}
                        <EntityLink href={`/network/radius-log?f.code=${line.code}`}>{t('sameReason')}</EntityLink>
                      </>
                    ),
                  }),
            },
            {
              id: 'customer',
              label: t('customer'),
              value: <Whose row={line} t={t} />,
            },
            { id: 'router', label: t('router'), value: line.routerName || t('noRouter') },
            { id: 'source', label: t('source'), value: <IpText value={line.sourceAddress} /> },
            { id: 'device', label: t('device'), value: <CodeText value={line.callingStation} /> },
            { id: 'port', label: t('port'), value: <CodeText value={line.nasPort} /> },
            { id: 'line', label: t('line'), value: <CodeText value={line.line} /> },
            { id: 'method', label: t('method'), value: <CodeText value={line.method} /> },
            { id: 'signed', label: t('signed'), value: signedWords(line, t) },
            ...(line.detail === null
              ? []
              : [{ id: 'detail', label: t('detail'), value: <CodeText value={line.detail} /> }]),
          ]}
        />
      </Stack>
    </SidePanel>
  );
}

/** The same login through the same router from the same device, tried on what stands there now. */
function simulatorOf({ routerId, login, callingStation, line, staffId }: LogRow): string {
  const [circuit = '', remote = ''] = (line ?? '').split(/ ?@ /, 2);
  const node = `${circuit === '' ? '' : `&circuit=${encodeURIComponent(circuit)}`}${remote === '' ? '' : `&remote=${encodeURIComponent(remote)}`}`;
  const device = callingStation === null ? '' : `&device=${encodeURIComponent(callingStation)}`;
  return `/network/simulator?router=${routerId}&login=${encodeURIComponent(login)}${device}${node}${staffId === null ? '' : '&staff=1'}`;
}
