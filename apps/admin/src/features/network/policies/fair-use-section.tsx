import {
  Button,
  CheckboxInput,
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
import { ConditionEditor } from './condition-editor';
import { DefineFairUseDocument } from './rules.graphql';
import { type FairUseDraft, fairUseInput, NEW_CONDITION, NEW_RULE, NEW_WINDOW, type RuleDraft } from './rules-values';
import { rulesTexts } from './rules-texts';
import { WindowEditor } from './window-editor';

interface FairUseSectionProps {
  readonly planId: string;
  readonly draft: FairUseDraft;
  readonly onChange: (draft: FairUseDraft) => void;
  readonly may: boolean;
  /** The plan has fair use: then having none is something to save as well. */
  readonly isSet: boolean;
}

export function FairUseSection({ planId, draft, onChange, may, isSet }: FairUseSectionProps) {
  const t = useTexts(rulesTexts);
  const command = useMutationCommand(DefineFairUseDocument, {
    onDone: () => showToast({ message: t('saved', { what: t('fairUse') }) }),
  });
  const setRules = (rules: readonly RuleDraft[]) => onChange({ ...draft, rules });
  return (
    <Section
      title={t('fairUse')}
      description={t('fairUseLead')}
      actions={may && <Button onClick={() => setRules([...draft.rules, NEW_RULE])}>{t('addRule')}</Button>}
    >
      <Stack gap="lg">
        {draft.rules.length === 0 && <Text tone="secondary">{t('noRules')}</Text>}
        {draft.rules.map((rule, place) => (
          <RuleEditor
            key={place}
            place={place}
            rule={rule}
            onChange={(next) => setRules(draft.rules.map((one, at) => (at === place ? next : one)))}
            onRemove={() => setRules(draft.rules.filter((_, at) => at !== place))}
            {...(place > 0 ? { onUp: () => setRules(swapped(draft.rules, place)) } : {})}
          />
        ))}
        {draft.rules.length > 0 && <CountingFields draft={draft} onChange={onChange} />}
        {command.failure && <ErrorState compact failure={command.failure} />}
        {may && (isSet || draft.rules.length > 0) && (
          <Row>
            <Button
              tone="primary"
              busy={command.running}
              onClick={() => void command.run({ planId, fairUse: fairUseInput(draft) })}
            >
              {t('save', { what: t('fairUse') })}
            </Button>
          </Row>
        )}
      </Stack>
    </Section>
  );
}

interface RuleEditorProps {
  readonly place: number;
  readonly rule: RuleDraft;
  readonly onChange: (rule: RuleDraft) => void;
  readonly onRemove: () => void;
  readonly onUp?: () => void;
}

function RuleEditor({ place, rule, onChange, onRemove, onUp }: RuleEditorProps) {
  const t = useTexts(rulesTexts);
  const what = t('rule', { place: place + 1 });
  const set = (change: Partial<RuleDraft>) => onChange({ ...rule, ...change });
  return (
    <Section
      title={what}
      level={3}
      look="plain"
      actions={
        <Row>
          {onUp && (
            <Button tone="quiet" onClick={onUp}>
              {t('up', { what })}
            </Button>
          )}
          <Button tone="quiet" onClick={onRemove}>
            {t('remove', { what })}
          </Button>
        </Row>
      }
    >
      <Stack gap="sm">
        <TextInput label={t('name')} description={t('nameHelp')} value={rule.name} onChange={(name) => set({ name })} />
        {rule.conditions.map((condition, at) => (
          <ConditionEditor
            key={at}
            place={at}
            condition={condition}
            onChange={(next) => set({ conditions: rule.conditions.map((one, index) => (index === at ? next : one)) })}
            {...(rule.conditions.length > 1
              ? { onRemove: () => set({ conditions: rule.conditions.filter((_, index) => index !== at) }) }
              : {})}
          />
        ))}
        <Row>
          <Button size="small" onClick={() => set({ conditions: [...rule.conditions, NEW_CONDITION] })}>
            {t('addCondition')}
          </Button>
        </Row>
        <ActionEditor action={rule.action} onChange={(action) => set({ action })} />
        <CheckboxInput label={t('notifies')} value={rule.notifies} onChange={(notifies) => set({ notifies })} />
      </Stack>
    </Section>
  );
}

function CountingFields({ draft, onChange }: Pick<FairUseSectionProps, 'draft' | 'onChange'>) {
  const t = useTexts(rulesTexts);
  const hasWindows = draft.trafficWindows.length > 0;
  return (
    <Stack gap="sm">
      <Columns min="sm">
        <SelectInput
          label={t('weekStartsOn')}
          value={draft.weekStartsOn}
          onChange={(weekStartsOn) => onChange({ ...draft, weekStartsOn })}
          choices={[
            { value: '1', label: t('day1') },
            { value: '6', label: t('day6') },
            { value: '7', label: t('day7') },
          ]}
        />
        <DecimalInput
          label={t('monthStartsOn')}
          maxDecimals={0}
          value={draft.monthStartsOn}
          onChange={(monthStartsOn) => onChange({ ...draft, monthStartsOn })}
        />
      </Columns>
      <SwitchInput
        label={t('countsWhen')}
        value={hasWindows}
        onChange={(on) => onChange({ ...draft, trafficWindows: on ? [NEW_WINDOW] : [] })}
      />
      {hasWindows && (
        <WindowEditor
          windows={draft.trafficWindows}
          onChange={(trafficWindows) => onChange({ ...draft, trafficWindows })}
        />
      )}
    </Stack>
  );
}

function swapped(rules: readonly RuleDraft[], place: number): readonly RuleDraft[] {
  const [above, moved] = rules.slice(place - 1, place + 1);
  if (!above || !moved) return rules;
  return [...rules.slice(0, place - 1), moved, above, ...rules.slice(place + 1)];
}
