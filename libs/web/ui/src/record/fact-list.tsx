import { Pencil } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Failure } from '../feedback/failure';
import { IconButton, Button } from '../primitives/button';
import { TextInput, type TextInputProps } from '../inputs/text-input';
import { useUiTexts } from '../text/use-texts';

export interface FactEdit {
  readonly value: string;
  /** Resolves when saved; a refusal is thrown as a `Failure` and shown at the field. */
  readonly save: (value: string) => Promise<void>;
  readonly input?: Pick<TextInputProps, 'type' | 'mono' | 'maxLength' | 'autoComplete'>;
}

export interface Fact {
  readonly id: string;
  readonly label: string;
  readonly value: ReactNode;
  /** Single fields only. Money and network changes go through a preview. */
  readonly edit?: FactEdit;
  readonly help?: ReactNode;
}

/** Read first; a press or `E` turns one field into an input, Enter saves, Esc gives up. */
export function FactList({ facts, columns = 1 }: { facts: readonly Fact[]; columns?: 1 | 2 }) {
  return (
    <dl className="dm-facts" data-columns={columns}>
      {facts.map((fact) => (
        <FactLine key={fact.id} fact={fact} />
      ))}
    </dl>
  );
}

function FactLine({ fact }: { fact: Fact }) {
  const t = useUiTexts();
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const { edit } = fact;
  return (
    <div
      className="dm-fact"
      onKeyDown={(event) => {
        if (!editing && edit !== undefined && event.key.toLowerCase() === 'e' && !event.ctrlKey && !event.metaKey) {
          event.preventDefault();
          event.stopPropagation();
          setEditing(true);
        }
      }}
    >
      <dt>{fact.label}</dt>
      <dd>
        {editing && edit !== undefined ? (
          <FactEditor label={fact.label} edit={edit} onDone={close} />
        ) : (
          <span className="dm-fact-value">
            <span>{fact.value ?? <span className="dm-none">–</span>}</span>
            {edit !== undefined && (
              <IconButton
                ref={opener}
                size="small"
                className="dm-fact-edit"
                label={t('fact.edit', { field: fact.label })}
                icon={<Pencil size={13} aria-hidden="true" />}
                onClick={() => setEditing(true)}
              />
            )}
          </span>
        )}
        {fact.help !== undefined && <span className="dm-field-help">{fact.help}</span>}
      </dd>
    </div>
  );
}

function FactEditor({ label, edit, onDone }: { label: string; edit: FactEdit; onDone: () => void }) {
  const t = useUiTexts();
  const [value, setValue] = useState(edit.value);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = async () => {
    if (value === edit.value) return onDone();
    setSaving(true);
    try {
      await edit.save(value);
      onDone();
    } catch (failure) {
      setError(isFailure(failure) ? failure.message : t('error.unknown'));
      setSaving(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onDone();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div className="dm-fact-editor" aria-busy={saving}>
      <TextInput
        {...edit.input}
        hideLabel
        autoFocus
        size="small"
        label={label}
        value={value}
        error={error}
        onChange={setValue}
        onKeyDown={onKeyDown}
      />
      <Button size="small" tone="primary" busy={saving} onClick={() => void save()}>
        {t('save')}
      </Button>
      <Button size="small" onClick={onDone}>
        {t('cancel')}
      </Button>
    </div>
  );
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'message' in value &&
    typeof value.message === 'string'
  );
}
