import type { ReactNode } from 'react';
import type { StatusFamily } from '../tokens/tokens';
import { StatusIcon } from './status-icon';
import { statusEntry, type StatusKind, type StatusValue } from './status-map';
import { useTexts } from '../text/use-texts';
import { statusTexts, statusTextKey } from './status-texts';

export interface StatusTagProps<Kind extends StatusKind> {
  readonly kind: Kind;
  readonly value: StatusValue<Kind> | Lowercase<StatusValue<Kind>>;
  /** A fact beside the word: "6 d", "until 5 Dec". */
  readonly detail?: ReactNode;
  /** Without the tinted ground, for dense tables. */
  readonly quiet?: boolean;
}

/** Icon, word and colour of a status of the API. */
export function StatusTag<Kind extends StatusKind>({ kind, value, detail, quiet = false }: StatusTagProps<Kind>) {
  const t = useTexts(statusTexts);
  const entry = statusEntry(kind, value);
  const key = statusTextKey(kind, value);
  return (
    <FamilyTag family={entry?.family ?? 'off'} quiet={quiet} detail={detail}>
      {key === null ? value : t(key)}
    </FamilyTag>
  );
}

export interface FamilyTagProps {
  readonly family: StatusFamily;
  readonly children: ReactNode;
  readonly detail?: ReactNode;
  readonly quiet?: boolean;
}

/** The same look for a word that is not an enum of the API ("due in 4 d"). */
export function FamilyTag({ family, children, detail, quiet = false }: FamilyTagProps) {
  return (
    <span className="dm-tag" data-family={family} data-quiet={quiet || undefined}>
      <StatusIcon family={family} size={12} />
      <span className="dm-tag-word">{children}</span>
      {detail !== undefined && <span className="dm-tag-detail">{detail}</span>}
    </span>
  );
}
