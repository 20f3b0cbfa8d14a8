import { Ban, Ghost, Hourglass, Lock, Router, Square, User, Users, Wifi } from 'lucide-react';
import type { ReactNode } from 'react';
import type { GridCell, StatusFamily, TextOf } from '@demarc/ui';
import type { AddressCell } from './ipam.graphql';
import type { ipamTexts } from './ipam-texts';

type State = AddressCell['state'];

/** A family of colours and a sign for each state, so that neither is needed alone. */
const looks: Readonly<Record<State, { readonly family: StatusFamily; readonly icon: ReactNode }>> = {
  FREE: { family: 'off', icon: <Square size={12} /> },
  HELD: { family: 'good', icon: <User size={12} /> },
  RESERVED: { family: 'attention', icon: <Lock size={12} /> },
  DEVICE: { family: 'info', icon: <Router size={12} /> },
  QUARANTINE: { family: 'waiting', icon: <Hourglass size={12} /> },
  ONLINE: { family: 'good', icon: <Wifi size={12} /> },
  STRAY: { family: 'bad', icon: <Ghost size={12} /> },
  END: { family: 'off', icon: <Ban size={12} /> },
  TAKEN: { family: 'info', icon: <Users size={12} /> },
};

export const cellStates = Object.keys(looks) as readonly State[];

export function lookOf(state: State) {
  return looks[state];
}

export function gridCell(cell: AddressCell, t: TextOf<typeof ipamTexts.entries>): GridCell {
  return {
    id: cell.address,
    text: ending(cell.address),
    ...looks[cell.state],
    name: [cell.address, t(cell.state), whose(cell)].filter(Boolean).join(' · '),
  };
}

/** Who, or what for: the customer, the reason, the login. */
export function whose({ customer, label, login, sessionLogin }: AddressCell): string {
  return customer ? `${customer.name} #${customer.number}` : label || login || sessionLogin || '';
}

/** The part of an address in which its neighbours differ: `.7` of IPv4, the last group with something in it of IPv6. */
function ending(address: string): string {
  const [plain = ''] = address.split('/');
  if (!plain.includes(':')) return `.${plain.split('.').at(-1) ?? ''}`;
  return plain.split(':').filter(Boolean).at(-1) ?? plain;
}
