import { BlockList, isIP } from 'node:net';

/**
 * One installation of the whole product with a database of its own. A partner, with all its customers, routers and usage, lives in
 * exactly one cell; nothing is shared between cells but this directory.
 */
export interface Cell {
  readonly name: string;
  /** Where its people and programs reach it. */
  readonly url: string;
  /** Names by which browsers may ask for it: portals of its partners. */
  readonly hosts: readonly string[];
  readonly partners: readonly string[];
  /** Networks that the routers of its partners send from. */
  readonly routers: readonly string[];
}

export class CellsFault extends Error {}

/** Says in which cell a partner, a portal or a router lives. The same file lies beside every cell. */
export class CellDirectory {
  private readonly byPartner = new Map<string, Cell>();
  private readonly byHost = new Map<string, Cell>();
  private readonly networks: { readonly cell: Cell; readonly list: BlockList }[] = [];

  constructor(readonly cells: readonly Cell[]) {
    if (new Set(cells.map(({ name }) => name)).size < cells.length) throw new CellsFault('two cells have one name');
    for (const cell of cells) {
      put(this.byHost, new URL(cell.url).host.toLowerCase(), cell);
      for (const host of cell.hosts) put(this.byHost, host.toLowerCase(), cell);
      for (const partner of cell.partners) put(this.byPartner, partner, cell);
      this.networks.push({ cell, list: listOf(cell) });
    }
  }

  /** From the text of a cells file: a JSON list of cells. */
  static read(text: string): CellDirectory {
    const raw: unknown = JSON.parse(text);
    if (!Array.isArray(raw)) throw new CellsFault('the file is a list of cells');
    return new CellDirectory(raw.map(cellOf));
  }

  named(name: string): Cell | undefined {
    return this.cells.find((cell) => cell.name === name);
  }

  ofPartner(partnerId: string): Cell | undefined {
    return this.byPartner.get(partnerId);
  }

  ofHost(host: string): Cell | undefined {
    return this.byHost.get(host.toLowerCase());
  }

  ofRouter(address: string): Cell | undefined {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    return this.networks.find(({ list }) => list.check(address, family))?.cell;
  }
}

function put(map: Map<string, Cell>, key: string, cell: Cell): void {
  const other = map.get(key);
  if (other && other !== cell) throw new CellsFault(`${key} is in the cells ${other.name} and ${cell.name}`);
  map.set(key, cell);
}

function cellOf(raw: unknown): Cell {
  const given: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const { name, url } = given;
  if (typeof name !== 'string' || name === '') throw new CellsFault('a cell has no name');
  if (typeof url !== 'string' || !URL.canParse(url)) throw new CellsFault(`the cell ${name} has no url`);
  const texts = (field: string): string[] => {
    const list = given[field] ?? [];
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string'))
      throw new CellsFault(`${field} of the cell ${name} is no list of texts`);
    return list;
  };
  return { name, url, hosts: texts('hosts'), partners: texts('partners'), routers: texts('routers') };
}

function listOf({ name, routers }: Cell): BlockList {
  const list = new BlockList();
  for (const network of routers) {
    const [address = '', length] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) throw new CellsFault(`${network} of the cell ${name} is no network`);
    list.addSubnet(address, Number(length ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}
