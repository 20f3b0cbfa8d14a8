import { useEffect, useState, type ReactNode } from 'react';
import { Notice, EmptyState, ErrorState } from '../feedback/states';
import { Skeleton } from '../feedback/skeletons';
import { DateTimeText, Money, RelativeTime } from '../format/display';
import { TextInput } from '../inputs/text-input';
import { Button } from '../primitives/button';
import { useFormat } from '../provider/format-context';
import { StatusIcon } from '../status/status-icon';
import { useUiTexts } from '../text/use-texts';
import { ExplainPopover } from './explain-popover';
import { confirmRefusal, shownPreview, type Approval, type Preview, type PreviewState } from './preview-state';

export interface PreviewPanelProps {
  readonly title: string;
  readonly state: PreviewState;
  /** Key of the form as it stands; `useCommandPreview` of the kit makes it. */
  readonly inputKey: string;
  readonly onRefresh: () => void;
  /** Called with the plan that is on the screen, and with no other. */
  readonly onConfirm: (preview: Preview) => void;
  /** Verb, object and sum: "Apply change +8.71". */
  readonly confirmLabel: (preview: Preview | null) => string;
  readonly approval?: Approval;
  readonly onAskApproval?: (preview: Preview) => void;
  /** Grade C: the count that has to be typed. */
  readonly typed?: (preview: Preview) => string;
  readonly danger?: boolean;
  /** Tables, diffs, tabs by tax or partner: below the lines. */
  readonly children?: (preview: Preview) => ReactNode;
  readonly rollback?: ReactNode;
}

const noApproval: Approval = { kind: 'none' };
const clockMs = 5_000;

/** Preview → approve → run. The button acts only while the shown plan and the form agree, and says why when it does not. */
export function PreviewPanel(props: PreviewPanelProps) {
  const { title, state, inputKey, onRefresh, approval = noApproval, rollback } = props;
  const t = useUiTexts();
  const nowMs = useTicking(state.kind === 'ready');
  const preview = shownPreview(state);
  const refusal = confirmRefusal(state, inputKey, approval, nowMs);
  const old = state.kind === 'loading' || refusal === 'changed' || refusal === 'expired' || refusal === 'stale';
  return (
    <section className="dm-preview" aria-label={title} aria-busy={state.kind === 'loading'}>
      <header className="dm-preview-head">
        <h3 className="dm-section-title">{title}</h3>
        {preview !== null && <Freshness preview={preview} old={old} onRefresh={onRefresh} />}
      </header>
      <PreviewMessage {...props} refusal={refusal} />
      {preview !== null && (
        <div className="dm-preview-body" data-old={old || undefined}>
          <PreviewContent preview={preview}>{props.children?.(preview)}</PreviewContent>
        </div>
      )}
      {state.kind === 'loading' && preview === null && <Skeleton lines={4} label={t('preview.loading')} />}
      {rollback !== undefined && preview !== null && <p className="dm-preview-rollback">{rollback}</p>}
      {state.kind !== 'done' && (
        <PreviewFoot key={preview?.hash} {...props} preview={preview} approval={approval} refusal={refusal} />
      )}
    </section>
  );
}

function useTicking(active: boolean): number {
  const { now } = useFormat();
  const [nowMs, setNowMs] = useState(now);
  useEffect(() => {
    if (!active) return;
    setNowMs(now());
    const timer = setInterval(() => setNowMs(now()), clockMs);
    return () => clearInterval(timer);
  }, [active, now]);
  return nowMs;
}

function Freshness({ preview, old, onRefresh }: { preview: Preview; old: boolean; onRefresh: () => void }) {
  const t = useUiTexts();
  return (
    <div className="dm-preview-fresh" data-family={old ? 'attention' : 'good'}>
      <StatusIcon family={old ? 'attention' : 'good'} size={12} />
      <span>
        {old ? t('preview.old') : t('preview.fresh')} · <DateTimeText value={preview.madeAt} style="time" /> ·{' '}
        <code className="dm-code">{preview.hash.slice(0, 8)}</code>
      </span>
      <Button size="small" tone="quiet" onClick={onRefresh}>
        {t('preview.refresh')}
      </Button>
    </div>
  );
}

function PreviewMessage({ state, refusal, onRefresh }: PreviewPanelProps & { refusal: string | null }) {
  const t = useUiTexts();
  if (state.kind === 'waiting') return <EmptyState compact title={t('preview.waiting')} description={state.reason} />;
  if (state.kind === 'failed') return <ErrorState compact failure={state.failure} onRetry={onRefresh} />;
  if (state.kind === 'done')
    return (
      <Notice family="good" live>
        {state.message}
      </Notice>
    );
  const refresh = (
    <Button size="small" onClick={onRefresh}>
      {t('preview.again')}
    </Button>
  );
  if (state.kind === 'stale') {
    const text =
      state.differences === null ? t('preview.stale') : t('preview.staleCount', { count: state.differences });
    return (
      <Notice family="attention" live title={t('preview.staleTitle')} action={refresh}>
        {text}
      </Notice>
    );
  }
  if (refusal === 'expired') return <Notice family="attention" live title={t('preview.expired')} action={refresh} />;
  return null;
}

function PreviewContent({ preview, children }: { preview: Preview; children: ReactNode }) {
  return (
    <>
      {preview.counts.length > 0 && (
        <dl className="dm-preview-counts">
          {preview.counts.map((count) => (
            <div key={count.id}>
              <dt>{count.label}</dt>
              <dd className="dm-num">{count.value}</dd>
              {count.hint !== undefined && <dd className="dm-field-help">{count.hint}</dd>}
            </div>
          ))}
        </dl>
      )}
      {preview.warnings.map((warning) => (
        <Notice key={warning.id} family={warning.family}>
          {warning.message}
        </Notice>
      ))}
      {preview.lines.length > 0 && (
        <ul className="dm-preview-lines">
          {preview.lines.map((line) => (
            <li key={line.id} data-strong={line.strong || undefined}>
              <span className="dm-preview-label">
                <span>{line.label}</span>
                {line.explain !== undefined && <ExplainPopover title={line.label}>{line.explain}</ExplainPopover>}
                {line.detail !== undefined && <span className="dm-field-help">{line.detail}</span>}
              </span>
              {line.amount !== undefined && (
                <Money value={line.amount} signed={line.signed ?? true} strong={line.strong ?? false} />
              )}
            </li>
          ))}
        </ul>
      )}
      {children}
    </>
  );
}

interface PreviewFootProps extends PreviewPanelProps {
  readonly preview: Preview | null;
  readonly approval: Approval;
  readonly refusal: ReturnType<typeof confirmRefusal>;
}

function PreviewFoot({
  preview,
  approval,
  refusal,
  typed,
  state,
  confirmLabel,
  danger,
  onConfirm,
  onAskApproval,
}: PreviewFootProps) {
  const t = useUiTexts();
  const [answer, setAnswer] = useState('');
  const count = preview !== null ? typed?.(preview) : undefined;
  const missing = count !== undefined && answer.trim() !== count;
  const reason =
    refusal !== null ? t(`preview.refusal.${refusal}`) : missing ? t('confirm.typeFirst', { typed: count }) : null;
  const asks = approval.kind === 'needed' && onAskApproval !== undefined;
  return (
    <footer className="dm-preview-foot">
      <ApprovalLine approval={approval} />
      {count !== undefined && refusal === null && (
        <TextInput
          size="small"
          label={t('confirm.type', { typed: count })}
          value={answer}
          onChange={setAnswer}
          autoComplete="off"
        />
      )}
      {reason !== null && state.kind !== 'running' && <p className="dm-preview-reason">{reason}</p>}
      <div className="dm-row" data-gap="sm" data-justify="end">
        {asks && (
          <Button
            tone="primary"
            refusal={refusal === 'needs-approval' ? null : reason}
            onClick={() => preview !== null && onAskApproval(preview)}
          >
            {t('preview.askApproval')}
          </Button>
        )}
        {!asks && (
          <Button
            tone={danger ? 'danger' : 'primary'}
            busy={state.kind === 'running'}
            refusal={reason}
            onClick={() => preview !== null && onConfirm(preview)}
          >
            {confirmLabel(preview)}
          </Button>
        )}
      </div>
    </footer>
  );
}

function ApprovalLine({ approval }: { approval: Approval }) {
  const t = useUiTexts();
  switch (approval.kind) {
    case 'none':
      return null;
    case 'needed':
      return <Notice family="info">{t('approval.needed')}</Notice>;
    case 'waiting':
      return (
        <Notice family="info">
          {t('approval.waiting')} <RelativeTime value={approval.since} />
        </Notice>
      );
    case 'given':
      return (
        <Notice family="good">
          {t('approval.given', { by: approval.by })} <DateTimeText value={approval.at} />
        </Notice>
      );
    case 'rejected':
      return <Notice family="bad">{t('approval.rejected', { by: approval.by, reason: approval.reason })}</Notice>;
  }
}
