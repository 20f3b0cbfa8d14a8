import { Modal } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useReturnFocus } from '../panel/use-return-focus';
import { useLinks } from '../provider/link-context';
import { useUiTexts } from '../text/use-texts';
import type { PaletteItem, PaletteSection, PaletteSource } from './palette-types';
import { usePaletteSections } from './use-palette-sections';

export interface PaletteDialogProps {
  readonly sources: readonly PaletteSource[];
  readonly placeholder?: string;
  /** What was typed before the box had the focus. */
  readonly takeEarlyKeys?: () => string;
  readonly onClose: () => void;
}

export function PaletteDialog({ sources, placeholder, takeEarlyKeys, onClose }: PaletteDialogProps) {
  const t = useUiTexts();
  const leaves = useRef(false);
  useReturnFocus(leaves);
  const links = useLinks();
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const sections = usePaletteSections(sources, text);
  const items = sections.flatMap((section) => section.items);
  const active = items[Math.min(at, items.length - 1)];
  const answered = sections.every((section) => section.answers === text);
  const [entered, setEntered] = useState(false);
  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    leaves.current = item.href !== undefined;
    onClose();
    if (item.href !== undefined) links.navigate(item.href);
    item.onSelect?.();
  };
  // Enter means what was typed: what still stands there for the letters before is never taken for it.
  useEffect(() => {
    if (entered && answered) {
      setEntered(false);
      choose(active);
    }
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move !== undefined && items.length > 0) {
      event.preventDefault();
      setAt(move(Math.min(at, items.length - 1), items.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (answered || at > 0) choose(active);
      else setEntered(true);
    }
  };
  return (
    <Modal.Root
      classNames={{ content: 'dm-palette', overlay: 'dm-overlay' }}
      opened
      onClose={onClose}
      returnFocus={false}
      size={640}
      lockScroll={false}
      yOffset="10vh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.label')}>
        <div className="dm-palette-box">
          <Search size={18} aria-hidden="true" />
          <input
            data-autofocus
            role="combobox"
            aria-label={t('palette.label')}
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder ?? t('palette.placeholder')}
            value={text}
            onFocus={() => {
              const early = takeEarlyKeys?.() ?? '';
              if (early !== '') setText((typed) => typed + early);
            }}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setAt(0);
              setEntered(false);
            }}
            onKeyDown={onKeyDown}
          />
          <kbd className="dm-kbd">Esc</kbd>
        </div>
        <PaletteList listId={listId} sections={sections} active={active} onChoose={choose} />
        <p className="dm-hidden" role="status">
          {sections.some((section) => section.state === 'loading') ? '' : t('palette.results', { count: items.length })}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}

const moves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  PageDown: (at, count) => Math.min(at + 8, count - 1),
  PageUp: (at) => Math.max(at - 8, 0),
};

interface PaletteListProps {
  readonly listId: string;
  readonly sections: readonly PaletteSection[];
  readonly active: PaletteItem | undefined;
  readonly onChoose: (item: PaletteItem) => void;
}

function PaletteList({ listId, sections, active, onChoose }: PaletteListProps) {
  const t = useUiTexts();
  const nothing = sections.every((section) => section.state !== 'loading' && section.items.length === 0);
  return (
    <div className="dm-palette-list" role="listbox" id={listId} aria-label={t('palette.label')} tabIndex={-1}>
      {sections.map((section) => (
        <div
          key={section.id}
          role="group"
          aria-labelledby={`${listId}-head-${section.id}`}
          hidden={section.state === 'ready' && section.items.length === 0}
        >
          <div className="dm-palette-head" id={`${listId}-head-${section.id}`} role="presentation">
            {section.label}
            {section.state === 'failed' && <span className="dm-palette-failed"> {t('palette.failed')}</span>}
          </div>
          {section.items.map((item) => (
            <PaletteOption
              key={item.id}
              id={`${listId}-${item.id}`}
              item={item}
              active={item === active}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
      {nothing && <div className="dm-palette-none">{t('palette.none')}</div>}
    </div>
  );
}

interface PaletteOptionProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly active: boolean;
  readonly onChoose: (item: PaletteItem) => void;
}

function PaletteOption({ id, item, active, onChoose }: PaletteOptionProps) {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) option.current?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={active}
      className="dm-palette-option"
      onClick={() => onChoose(item)}
    >
      {item.icon !== undefined && (
        <span className="dm-palette-icon" aria-hidden="true">
          {item.icon}
        </span>
      )}
      <span className="dm-palette-text">
        <span>{item.label}</span>
        {item.detail !== undefined && <span className="dm-palette-detail">{item.detail}</span>}
      </span>
      {item.end}
    </div>
  );
}
