import { Activity, RefreshCw, ScrollText, Unplug } from 'lucide-react';
import { useState } from 'react';
import { ActionMenu, Button, ConfirmDialog, Text, useFormat, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import type { SessionRow } from './session-columns';
import { sessionsTexts } from './sessions-texts';
import type { SessionActs } from './use-session-acts';

/** The verbs of one session. */
export function RowVerbs({ row, acts, onGraph }: { row: SessionRow; acts: SessionActs; onGraph: () => void }) {
  const t = useTexts(sessionsTexts);
  const { can } = useSession();
  const login = row.login ?? row.key;
  const acting = can('networking.session.disconnect');
  const icon = { size: 16, 'aria-hidden': true } as const;
  const actions = [
    ...(acting
      ? [
          {
            id: 'disconnect',
            label: t('disconnect'),
            icon: <Unplug {...icon} />,
            onSelect: () => void acts.disconnect([row]),
          },
        ]
      : []),
    ...(acting && row.serviceId !== null
      ? [
          {
            id: 'reapply',
            label: t('reapply'),
            icon: <RefreshCw {...icon} />,
            onSelect: () => void acts.reapply([row]),
          },
        ]
      : []),
    ...(row.serviceId === null
      ? []
      : [{ id: 'graph', label: t('graph'), icon: <Activity {...icon} />, onSelect: onGraph }]),
    ...(can('networking.log.view') && row.login !== null
      ? [
          {
            id: 'log',
            label: t('log'),
            icon: <ScrollText {...icon} />,
            href: `/network/radius-log?q=${encodeURIComponent(row.login)}`,
          },
        ]
      : []),
  ];
  return actions.length === 0 ? null : <ActionMenu label={t('verbsOf', { login })} actions={actions} size="small" />;
}

/** Beyond this many it is typed how many, so that nobody ends half a town by a slip. */
const typedFrom = 20;
const mostAtOnce = 200;

export interface ManyVerbsProps {
  readonly rows: readonly SessionRow[];
  readonly acts: SessionActs;
  readonly onDone: () => void;
}

/** The same for a selection, with a second look: routers are told, and customers feel it. */
export function ManyVerbs({ rows, acts, onDone }: ManyVerbsProps) {
  const t = useTexts(sessionsTexts);
  const format = useFormat();
  const [asking, setAsking] = useState<'disconnect' | 'reapply' | null>(null);
  const count = rows.length;
  const refusal = count > mostAtOnce ? t('tooMany', { most: format.number(mostAtOnce) }) : null;
  const confirm = async (what: 'disconnect' | 'reapply') => {
    if (!(await acts[what](rows))) return;
    setAsking(null);
    onDone();
  };
  return (
    <>
      <Button size="small" refusal={refusal} onClick={() => setAsking('reapply')}>
        {t('reapply')}
      </Button>
      <Button size="small" refusal={refusal} onClick={() => setAsking('disconnect')}>
        {t('disconnect')}
      </Button>
      {asking && (
        <ConfirmDialog
          grade={count >= typedFrom ? 'C' : 'B'}
          {...(count >= typedFrom ? { typed: String(count) } : {})}
          title={t(`${asking}Ask`, { count })}
          confirmLabel={t(asking)}
          busy={acts.running}
          failure={acts.failure}
          onConfirm={() => void confirm(asking)}
          onClose={() => setAsking(null)}
        >
          <Text>{t(`${asking}Text`)}</Text>
        </ConfirmDialog>
      )}
    </>
  );
}
