import { type ReactNode, useState } from 'react';
import {
  Button,
  EmptyState,
  isDecimalText,
  MoneyInput,
  Notice,
  SidePanel,
  showToast,
  Stack,
  Text,
  TextAreaInput,
  useTexts,
} from '@demarc/ui';
import { type TypedDocument, useMutationCommand } from '@demarc/web-kit';
import { type MoneyStep, StepPreview, useStepPreview } from './step-preview';
import { stepTexts } from './step-texts';

/** What was filled in; without an amount it is all that there is. */
export interface GivenStep {
  readonly reason: string;
  readonly amount?: string;
}

interface PanelProps<Result, Input> {
  readonly title: string;
  readonly text: string;
  readonly amountHelp: string;
  readonly verb: string;
  readonly done: string;
  readonly currency: string;
  /** Money that is given away wants a reason, and its verb warns. */
  readonly gives?: boolean;
  /** What the preview is asked, apart from the amount; null while nothing is chosen. */
  readonly step: MoneyStep | null;
  readonly document: TypedDocument<Result, { input: Input }>;
  readonly input: (given: GivenStep) => Input;
  /** Why the step cannot be taken yet, besides figures that are not there. */
  readonly refusal?: string | null;
  /** Why it cannot be taken at all: it stands where the fields would. */
  readonly impossible?: string | null;
  /** What the money comes from or goes to, over the amount. */
  readonly choice?: ReactNode;
  /** Between the amount and the reason. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** One step with money of an account, whole or in part; what it does stands here first. */
export function MoneyStepPanel<Result, Input>(props: PanelProps<Result, Input>) {
  const { title, text, amountHelp, verb, done, currency, step, document, input, onClose } = props;
  const { gives = false, refusal = null, impossible = null, choice, children } = props;
  const t = useTexts(stepTexts);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const given = amount === '' ? {} : { amount };
  const isWhole = amount === '' || (isDecimalText(amount) && /[1-9]/.test(amount));
  const preview = useStepPreview(isWhole && step !== null ? { ...step, ...given } : null);
  const command = useMutationCommand(document, {
    onDone: () => {
      showToast({ message: done });
      onClose();
    },
  });
  const missing = gives && reason.trim() === '';
  const confirm = () => {
    setAsked(true);
    if (!missing) void command.run(input({ reason: reason.trim(), ...given }));
  };
  return (
    <SidePanel
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone={gives ? 'danger' : 'primary'}
            busy={command.running}
            refusal={impossible ?? refusal ?? (preview.isReady ? null : t('working'))}
            onClick={confirm}
          >
            {verb}
          </Button>
        </>
      }
    >
      <Stack>
        <Text tone="secondary">{text}</Text>
        {impossible !== null && <EmptyState compact title={impossible} />}
        {impossible === null && choice}
        {impossible === null && (
          <MoneyInput
            label={t('amount')}
            description={amountHelp}
            currency={currency}
            value={amount}
            onChange={setAmount}
          />
        )}
        {children}
        {gives && (
          <TextAreaInput
            label={t('reason')}
            description={t('reasonHelp')}
            value={reason}
            onChange={setReason}
            maxLength={300}
            error={asked && missing ? t('needReason') : null}
          />
        )}
        {command.failure !== null && (
          <Notice family="bad" live>
            {command.failure.message}
          </Notice>
        )}
        <StepPreview preview={preview} />
      </Stack>
    </SidePanel>
  );
}
