import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { DateRangeInput } from '../inputs/date-input';
import { TextInput } from '../inputs/text-input';
import { CheckboxInput } from '../inputs/toggle-inputs';
import { Button } from '../primitives/button';
import { PopoverButton } from '../primitives/popover';
import { useShortcuts } from '../shortcuts/use-shortcuts';
import { useUiTexts } from '../text/use-texts';
import { activeFilterCount, withFilter, type GridState } from './grid-state';

export type FilterField =
  | {
      readonly id: string;
      readonly label: string;
      readonly kind: 'choices';
      readonly choices: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly id: string; readonly label: string; readonly kind: 'days' };

export interface FilterBarProps {
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
  readonly fields?: readonly FilterField[];
  /** Without it there is no box: the list cannot be searched by text. */
  readonly searchLabel?: string;
  /** Saved views of the page. */
  readonly views?: ReactNode;
}

const typingMs = 250;

/** Search text and filters of a list; each filter in force is a chip that one press removes. `F` comes here. */
export function FilterBar({ state, onStateChange, fields = [], searchLabel, views }: FilterBarProps) {
  const t = useUiTexts();
  const box = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: 'f', label: t('shortcut.filter'), run: () => box.current?.focus() }]);
  return (
    <div className="dm-filters" role="search" id="filters" tabIndex={-1} aria-label={t('filter.label')}>
      {views}
      {searchLabel !== undefined && (
        <SearchBox box={box} label={searchLabel} state={state} onStateChange={onStateChange} />
      )}
      {fields.map((field) => (
        <FilterButton key={field.id} field={field} state={state} onStateChange={onStateChange} />
      ))}
      {activeFilterCount(state) > 0 && (
        <Button
          tone="quiet"
          icon={<X size={14} aria-hidden="true" />}
          onClick={() => onStateChange({ ...state, text: '', filters: {} })}
        >
          {t('grid.clearFilters')}
        </Button>
      )}
    </div>
  );
}

interface SearchBoxProps extends Pick<FilterBarProps, 'state' | 'onStateChange'> {
  readonly box: React.Ref<HTMLInputElement>;
  readonly label: string;
}

/** Keeps what is typed at once and tells the list when the fingers rest. */
function SearchBox({ box, label, state, onStateChange }: SearchBoxProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef({ state, onStateChange });
  useEffect(() => {
    latest.current = { state, onStateChange };
  });
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      const { state: now, onStateChange: change } = latest.current;
      if (now.text !== typed) change({ ...now, text: typed });
      setTyped(null);
    }, typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <div className="dm-filter-search">
      <TextInput
        inputRef={box}
        hideLabel
        type="search"
        label={label}
        placeholder={label}
        size="small"
        icon={<Search size={14} aria-hidden="true" />}
        value={typed ?? state.text}
        onChange={setTyped}
      />
    </div>
  );
}

interface FilterButtonProps extends Pick<FilterBarProps, 'state' | 'onStateChange'> {
  readonly field: FilterField;
}

function FilterButton({ field, state, onStateChange }: FilterButtonProps) {
  const chosen = state.filters[field.id] ?? [];
  const set = (values: readonly string[]) => onStateChange(withFilter(state, field.id, values));
  return (
    <PopoverButton
      label={field.label}
      text={chosen.length === 0 ? field.label : `${field.label}: ${summary(field, chosen)}`}
      tone={chosen.length === 0 ? 'default' : 'primary'}
      size="small"
      icon={<ListFilter size={14} aria-hidden="true" />}
    >
      <FilterEditor field={field} chosen={chosen} onChange={set} />
    </PopoverButton>
  );
}

function summary(field: FilterField, chosen: readonly string[]): string {
  if (field.kind === 'days') return (chosen[0] ?? '').replace('..', ' – ');
  const first = field.choices.find((choice) => choice.value === chosen[0])?.label ?? chosen[0] ?? '';
  return chosen.length === 1 ? first : `${first} +${chosen.length - 1}`;
}

interface FilterEditorProps {
  readonly field: FilterField;
  readonly chosen: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

function FilterEditor({ field, chosen, onChange }: FilterEditorProps) {
  const t = useUiTexts();
  if (field.kind === 'days') {
    const [first = '', last = ''] = (chosen[0] ?? '').split('..');
    return (
      <DateRangeInput
        label={field.label}
        firstLabel={t('filter.from')}
        lastLabel={t('filter.to')}
        value={{ first, last }}
        onChange={(next) => onChange(next.first === '' && next.last === '' ? [] : [`${next.first}..${next.last}`])}
      />
    );
  }
  return (
    <fieldset className="dm-filter-choices">
      <legend className="dm-popover-title">{field.label}</legend>
      {field.choices.map((choice) => (
        <CheckboxInput
          key={choice.value}
          label={choice.label}
          value={chosen.includes(choice.value)}
          onChange={(on) => onChange(on ? [...chosen, choice.value] : chosen.filter((value) => value !== choice.value))}
        />
      ))}
    </fieldset>
  );
}
