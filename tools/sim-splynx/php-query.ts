/** A PHP query string: `a[b][0]=x` nests, `a[]=x` appends. */
export type PhpValue = string | { [key: string]: PhpValue };

const MAX_DEPTH = 8;

export function parsePhpQuery(query: string): { [key: string]: PhpValue } {
  const root = emptyMap();
  for (const [name, value] of new URLSearchParams(query)) {
    const keys = keysOf(name);
    if (keys.length > 0 && keys.length <= MAX_DEPTH) put(root, keys, value);
  }
  return root;
}

function keysOf(name: string): string[] {
  const first = /^[^[]*/.exec(name)?.[0] ?? '';
  const rest = [...name.slice(first.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
  return [first, ...rest];
}

function put(root: { [key: string]: PhpValue }, keys: string[], value: string): void {
  let node = root;
  for (const [depth, key] of keys.entries()) {
    const name = key === '' ? String(Object.keys(node).length) : key;
    if (depth === keys.length - 1) {
      node[name] = value;
      return;
    }
    const next = node[name];
    const child = typeof next === 'object' ? next : emptyMap();
    node[name] = child;
    node = child;
  }
}

function emptyMap(): { [key: string]: PhpValue } {
  return Object.create(null) as { [key: string]: PhpValue };
}
