import { useState } from 'react';
import {
  Button,
  type Formatters,
  type Preview,
  PreviewPanel,
  RadioInput,
  Stack,
  type TextOf,
  showToast,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApi, useCommandPreview } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { useQueryClient } from '@tanstack/react-query';
import { framed, ownLine, plain, taken } from './own-lines';
import { ChangeOwnPlanDocument, type OwnChoicesDocument, PreviewOwnChangeDocument } from './own-services.graphql';
import { ownTexts } from './own-services-texts';

type Choice = ResultOf<typeof OwnChoicesDocument>['ownPlanChoices'][number];
type Change = ResultOf<typeof PreviewOwnChangeDocument>['previewOwnPlanChange'];

interface ChangeProps {
  readonly serviceId: string;
  readonly choices: readonly Choice[];
  readonly onClose: () => void;
}

/** Plans as cards, then what the change costs in words and line by line, then one button. */
export function ChangeOwnPlan({ serviceId, choices, onClose }: ChangeProps) {
  const t = useTexts(ownTexts);
  const format = useFormat();
  const [planId, setPlanId] = useState('');
  const preview = useOwnChange(planId === '' ? null : { serviceId, planId }, onClose);
  return (
    <Stack>
      <RadioInput
        label={t('newPlan')}
        name="own-plan"
        value={planId}
        choices={choices.map(({ id, description, unitPrice, currency }) => ({
          value: id,
          label: t('price', { plan: description, price: format.money({ amount: unitPrice, currency }) }),
        }))}
        onChange={setPlanId}
      />
      <PreviewPanel
        title={t('what')}
        state={preview.state}
        inputKey={preview.inputKey}
        onRefresh={preview.refresh}
        onConfirm={preview.confirm}
        confirmLabel={() => t('confirm')}
      />
      <Button tone="quiet" onClick={onClose}>
        {t('cancel')}
      </Button>
    </Stack>
  );
}

function useOwnChange(input: { serviceId: string; planId: string } | null, onClose: () => void) {
  const t = useTexts(ownTexts);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  const [startsOn, setStartsOn] = useState('');
  return useCommandPreview({
    input,
    waiting: t('choose'),
    preview: async (wanted, signal) => {
      const { previewOwnPlanChange: change } = await api.graphql(PreviewOwnChangeDocument, wanted, { signal });
      setStartsOn(change.newStartsOn);
      return ownChangePreview(change, t, format);
    },
    apply: ({ hash }, wanted, options) =>
      api.graphql(ChangeOwnPlanDocument, { input: { ...wanted, changeOn: startsOn, planHash: hash } }, options),
    doneMessage: t('done'),
    onDone: () => {
      showToast({ message: t('done') });
      void queries.invalidateQueries();
      onClose();
    },
  });
}

export function ownChangePreview(change: Change, t: TextOf<typeof ownTexts.entries>, format: Formatters): Preview {
  const { net, newStartsOn, newUnitPrice } = change;
  const words = {
    amount: format.money(plain(net)),
    date: format.day(newStartsOn),
    price: format.money({ amount: newUnitPrice, currency: net.currency }),
  };
  const nothing = !/[1-9]/.test(net.amount);
  const credit = /[1-9]/.test(change.creditBalanceAfter.amount);
  return {
    ...framed(change.hash, format),
    warnings: [
      {
        id: 'says',
        family: 'info',
        message: nothing ? t('even', words) : net.amount.startsWith('-') ? t('pay', words) : t('get', words),
      },
    ],
    lines: [
      ...change.credits.map((line, at) =>
        ownLine(`credit:${at}`, line, line.gross, t('back', { line: line.description })),
      ),
      ...(change.fee === null || change.feeIsLater ? [] : [ownLine('fee', change.fee, taken(change.fee.gross))]),
      ...change.charges.map((line, at) => ownLine(`charge:${at}`, line, taken(line.gross))),
      { id: 'net', label: t('net'), amount: net, strong: true },
      {
        id: 'after',
        label: credit
          ? t('credit', { amount: format.money(change.creditBalanceAfter) })
          : t('due', { amount: format.money(change.balanceDueAfter) }),
      },
      { id: 'starts', label: t('starts', { date: format.day(newStartsOn) }) },
    ],
  };
}
