import {
  ArrowLeftRight,
  Banknote,
  CircleDot,
  FileMinus,
  FileText,
  PencilLine,
  Router,
  StickyNote,
  Wifi,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Money, type TimelineEntry, type StatusFamily } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { TimelineDocument } from './timeline.graphql';

type Entry = ResultOf<typeof TimelineDocument>['timeline']['nodes'][number];
export type TimelineKind = Entry['kind'];

const looks: Readonly<Record<TimelineKind, { readonly icon: ReactNode; readonly family: StatusFamily }>> = {
  PAYMENT: { icon: <Banknote size={14} aria-hidden="true" />, family: 'good' },
  INVOICE: { icon: <FileText size={14} aria-hidden="true" />, family: 'info' },
  CREDIT_NOTE: { icon: <FileMinus size={14} aria-hidden="true" />, family: 'info' },
  STATUS: { icon: <CircleDot size={14} aria-hidden="true" />, family: 'attention' },
  SERVICE: { icon: <ArrowLeftRight size={14} aria-hidden="true" />, family: 'waiting' },
  NETWORK: { icon: <Router size={14} aria-hidden="true" />, family: 'info' },
  SESSION: { icon: <Wifi size={14} aria-hidden="true" />, family: 'off' },
  NOTE: { icon: <StickyNote size={14} aria-hidden="true" />, family: 'attention' },
  CHANGE: { icon: <PencilLine size={14} aria-hidden="true" />, family: 'off' },
};

export const timelineKinds = Object.keys(looks) as readonly TimelineKind[];

export function timelineEntry({ id, at, kind, sentence, by, amount }: Entry): TimelineEntry {
  return {
    id,
    at,
    ...looks[kind],
    title: sentence,
    ...(by === null ? {} : { by }),
    ...(amount === null ? {} : { detail: <Money value={amount} /> }),
  };
}
