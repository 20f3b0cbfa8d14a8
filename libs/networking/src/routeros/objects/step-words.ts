import { isAddressList, type RowValues } from './router-object.js';

/** A step as it would be typed on the router's own console, for a person to read. Secrets are hidden by whoever gives the values. */
export function stepInWords(step: {
  readonly verb: 'add' | 'set' | 'move' | 'remove';
  readonly menu: string;
  readonly key: string | null;
  readonly name: string;
  readonly values: RowValues;
  readonly before: RowValues;
}): string {
  const path = step.menu.replaceAll('/', ' ').trim();
  const fields = Object.entries(step.values).map(([field, value]) => `${field}=${quoted(value)}`);
  if (step.verb === 'move') {
    const { before = '' } = step.values;
    const place = before === '' ? [] : [`destination=[find name=${quoted(before)}]`];
    return [`/${path} move [find name=${quoted(step.name)}]`, ...place].join(' ');
  }
  if (step.verb === 'add') return [`/${path} add`, ...fields].join(' ');
  return [`/${path} ${step.verb} ${finder(step)}`, ...fields].join(' ');
}

function finder({
  menu,
  key,
  name,
  before,
}: {
  menu: string;
  key: string | null;
  name: string;
  before: RowValues;
}): string {
  const comment = before['comment'] ?? (key !== null && before['name'] === undefined ? key : undefined);
  if (key !== null && comment !== undefined) return `[find comment=${quoted(comment)}]`;
  if (isAddressList(menu))
    return `[find list=${quoted(before['list'] ?? '')} address=${quoted(before['address'] ?? '')}]`;
  return menu === '/ip/dhcp-server/lease' ? `[find mac-address=${quoted(name)}]` : `[find name=${quoted(name)}]`;
}

function quoted(value: string): string {
  return /^[\w.:/,*@-]+$/.test(value) ? value : `"${value.replace(/(["\\$?])/g, '\\$1')}"`;
}
