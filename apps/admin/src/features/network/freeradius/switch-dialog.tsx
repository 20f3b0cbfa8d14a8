import { ConfirmDialog, ErrorState, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { type FreeradiusMode, PreviewFreeradiusDocument, SwitchFreeradiusDocument } from './freeradius.graphql';
import { freeradiusTexts } from './freeradius-texts';

export type SwitchWish = 'restOn' | 'restOff' | 'restNew' | 'sqlOn' | 'sqlOff';
export type Switched = ResultOf<typeof SwitchFreeradiusDocument>['switchFreeradius'];

const wanted = {
  restOn: { rest: true, sql: null },
  restNew: { rest: true, sql: null },
  restOff: { rest: false, sql: null },
  sqlOn: { rest: null, sql: true },
  sqlOff: { rest: null, sql: false },
} as const;
const verbs = {
  restOn: 'turnOn',
  restNew: 'newPassword',
  restOff: 'turnOff',
  sqlOn: 'turnOn',
  sqlOff: 'turnOff',
} as const;

export interface SwitchDialogProps {
  readonly mode: FreeradiusMode;
  readonly wish: SwitchWish;
  readonly onDone: (switched: Switched) => void;
  readonly onClose: () => void;
}

/** What the switch does, said before it is done; and a word to type where somebody may be cut off by it. */
export function SwitchDialog({ mode, wish, onDone, onClose }: SwitchDialogProps) {
  const t = useTexts(freeradiusTexts);
  const format = useFormat();
  const preview = useApiQuery(PreviewFreeradiusDocument, wanted[wish]);
  const command = useMutationCommand(SwitchFreeradiusDocument, {
    onDone: ({ switchFreeradius }) => onDone(switchFreeradius),
  });
  const { seen, effects = [] } = preview.data?.previewFreeradius ?? {};
  const cuts = effects.some((effect) => effect !== 'REST_OPENS' && effect !== 'REST_NOT_HEARD' && effect !== 'NOTHING');
  const counts = { routers: format.number(mode.routers), passwords: format.number(mode.passwords) };
  const lastAsked = wish.startsWith('rest') ? mode.restAskedAt : mode.sqlLoginAt;
  return (
    <ConfirmDialog
      grade={cuts ? 'C' : 'B'}
      {...(cuts ? { typed: 'FreeRADIUS' } : {})}
      title={t(`${wish}Title`)}
      confirmLabel={t(verbs[wish])}
      busy={command.running || seen === undefined}
      failure={command.failure}
      onConfirm={() => {
        if (seen === undefined) return;
        const { rest, sql } = wanted[wish];
        void command.run({ ...(rest === null ? {} : { rest }), ...(sql === null ? {} : { sql }), seen });
      }}
      onClose={onClose}
    >
      {preview.failure && <ErrorState compact failure={preview.failure} onRetry={preview.retry} />}
      {!preview.data && !preview.failure && t('working')}
      <ul className="dm-list">
        {effects.map((effect) => (
          <li key={effect}>{t(effect, counts)}</li>
        ))}
        {cuts && lastAsked !== null && <li>{t('recent', { when: format.instant(lastAsked) })}</li>}
      </ul>
    </ConfirmDialog>
  );
}
