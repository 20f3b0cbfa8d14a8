import {
  Button,
  Columns,
  DecimalInput,
  ErrorState,
  Row,
  Section,
  SelectInput,
  showToast,
  Stack,
  SwitchInput,
  Text,
  TextInput,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { ActionEditor } from './action-editor';
import { OfferEditor } from './offer-editor';
import { DefineQuotaDocument } from './rules.graphql';
import { NEW_QUOTA, type QuotaDraft, quotaInput } from './rules-values';
import { rulesTexts } from './rules-texts';
import { WindowEditor } from './window-editor';

interface QuotaSectionProps {
  readonly planId: string;
  readonly draft: QuotaDraft | null;
  readonly onChange: (draft: QuotaDraft | null) => void;
  readonly oneTimePlans: readonly { readonly id: string; readonly title: string }[];
  readonly may: boolean;
  /** The plan has a quota: then having none is something to save as well. */
  readonly isSet: boolean;
}

interface QuotaFieldsProps {
  readonly draft: QuotaDraft;
  readonly set: (change: Partial<QuotaDraft>) => void;
}

export function QuotaSection({ planId, draft, onChange, oneTimePlans, may, isSet }: QuotaSectionProps) {
  const t = useTexts(rulesTexts);
  const command = useMutationCommand(DefineQuotaDocument, {
    onDone: () => showToast({ message: t('saved', { what: t('quota') }) }),
  });
  const set = (change: Partial<QuotaDraft>) => onChange({ ...(draft ?? NEW_QUOTA), ...change });
  return (
    <Section
      title={t('quota')}
      description={t('quotaLead')}
      actions={
        may && (
          <Button onClick={() => onChange(draft ? null : NEW_QUOTA)}>{t(draft ? 'removeQuota' : 'addQuota')}</Button>
        )
      }
    >
      <Stack>
        {!draft && <Text tone="secondary">{t('noQuota')}</Text>}
        {draft && (
          <>
            <LimitFields draft={draft} set={set} />
            <ActionEditor action={draft.atLimit} onChange={(atLimit) => set({ atLimit })} />
            <BonusFields draft={draft} set={set} />
            <OfferEditor draft={draft} set={set} plans={oneTimePlans} />
            <Columns min="sm">
              <DecimalInput
                label={t('rollover')}
                maxDecimals={0}
                optional
                value={draft.rolloverPeriods}
                onChange={(rolloverPeriods) => set({ rolloverPeriods })}
              />
              {draft.rolloverPeriods !== '' && (
                <DecimalInput
                  label={t('rolloverLimit')}
                  maxDecimals={3}
                  optional
                  value={draft.rolloverLimit}
                  onChange={(rolloverLimit) => set({ rolloverLimit })}
                />
              )}
              <TextInput
                label={t('notices')}
                description={t('noticesHelp')}
                optional
                value={draft.notices}
                onChange={(notices) => set({ notices })}
              />
            </Columns>
          </>
        )}
        {command.failure && <ErrorState compact failure={command.failure} />}
        {may && (isSet || draft) && (
          <Row>
            <Button
              tone="primary"
              busy={command.running}
              onClick={() => void command.run({ planId, quota: draft && quotaInput(draft) })}
            >
              {t('save', { what: t('quota') })}
            </Button>
          </Row>
        )}
      </Stack>
    </Section>
  );
}

function LimitFields({ draft, set }: QuotaFieldsProps) {
  const t = useTexts(rulesTexts);
  return (
    <>
      <Columns min="sm">
        <DecimalInput
          label={t(draft.binaryUnits ? 'limitBinary' : 'limit')}
          maxDecimals={3}
          value={draft.gigabytes}
          onChange={(gigabytes) => set({ gigabytes })}
        />
        <SelectInput
          label={t('period')}
          value={draft.period}
          onChange={(period) => set({ period })}
          choices={[
            { value: 'BILLING', label: t('billing') },
            { value: 'MONTH', label: t('month') },
            { value: 'WEEK', label: t('week') },
            { value: 'DAY', label: t('day') },
          ]}
        />
        <SelectInput
          label={t('direction')}
          value={draft.direction}
          onChange={(direction) => set({ direction })}
          choices={[
            { value: 'BOTH', label: t('both') },
            { value: 'DOWNLOAD', label: t('download') },
            { value: 'UPLOAD', label: t('upload') },
          ]}
        />
      </Columns>
      <SwitchInput label={t('binary')} value={draft.binaryUnits} onChange={(binaryUnits) => set({ binaryUnits })} />
    </>
  );
}

function BonusFields({ draft, set }: QuotaFieldsProps) {
  const t = useTexts(rulesTexts);
  return (
    <>
      <SwitchInput label={t('bonus')} value={draft.hasBonus} onChange={(hasBonus) => set({ hasBonus })} />
      {draft.hasBonus && (
        <Stack gap="sm">
          <WindowEditor windows={draft.bonusWindows} onChange={(bonusWindows) => set({ bonusWindows })} />
          <Columns min="sm">
            <DecimalInput
              label={t('bonusCounted')}
              maxDecimals={0}
              value={draft.bonusCounted}
              onChange={(bonusCounted) => set({ bonusCounted })}
            />
            <DecimalInput
              label={t('bonusLimit')}
              maxDecimals={3}
              optional
              value={draft.bonusLimit}
              onChange={(bonusLimit) => set({ bonusLimit })}
            />
          </Columns>
          <SwitchInput
            label={t('bonusAfter')}
            value={draft.bonusAfter}
            onChange={(bonusAfter) => set({ bonusAfter })}
          />
        </Stack>
      )}
    </>
  );
}
