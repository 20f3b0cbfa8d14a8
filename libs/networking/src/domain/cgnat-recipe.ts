import { blocksPerAddress, type CgnatPlan, outsideOf } from './cgnat.js';
import { lastOf, partsOf, type Prefix, sizeOf } from './prefix.js';
import { addressText, prefixText } from './prefix-text.js';

/** Above this a router takes minutes to read the rules and each packet passes too many; the layout in slices needs a few dozen. */
export const MOST_RULES = 10_000;

export interface RecipeGiven {
  /** Stands in each comment, so that the rules are found again. */
  readonly mark: string;
  /** The list of interfaces to the world. */
  readonly outInterfaceList: string;
}

/** The rules of a RouterOS router that do what the plan says; undefined where they would be too many. */
export function routerRecipe(plan: CgnatPlan, given: RecipeGiven): string[] | undefined {
  const rules = plan.layout === 'slices' ? sliceRules(plan, given) : addressRules(plan, given);
  return rules && ['/ip firewall nat', ...rules];
}

/**
 * `netmap` keeps the place of an address within its network, so one rule serves a whole slice. What has no ports follows last:
 * pings of all slices meet at the outside address.
 */
function sliceRules(plan: CgnatPlan, { mark, outInterfaceList }: RecipeGiven): string[] | undefined {
  const slices = plan.inside.length >= plan.outside.length ? [plan.inside] : partsOf(plan.inside, plan.outside.length);
  if (slices.length * 3 > MOST_RULES) return undefined;
  const rule = (slice: Prefix, more: string): string =>
    `add chain=srcnat action=netmap src-address=${prefixText(slice)} to-addresses=${prefixText({ ...plan.outside, length: slice.length })}` +
    ` out-interface-list=${outInterfaceList}${more} comment="${mark}"`;
  const ported = slices.flatMap((slice) => {
    const block = outsideOf(plan, slice.first);
    if (!block) return [];
    return ['tcp', 'udp'].map((protocol) =>
      rule(slice, ` protocol=${protocol} to-ports=${block.firstPort}-${block.lastPort}`),
    );
  });
  return [...ported, ...slices.map((slice) => rule(slice, ''))];
}

/** A chain for each outside address, so that a packet passes the rules of its own few neighbours only. */
function addressRules(plan: CgnatPlan, { mark, outInterfaceList }: RecipeGiven): string[] | undefined {
  const blocks = BigInt(blocksPerAddress(plan));
  const members = sizeOf(plan.inside);
  if (members * 2n + (members / blocks) * 2n > BigInt(MOST_RULES)) return undefined;
  const rules: string[] = [];
  for (let first = plan.inside.first; first <= lastOf(plan.inside); first += blocks) {
    const last = first + blocks - 1n < lastOf(plan.inside) ? first + blocks - 1n : lastOf(plan.inside);
    const outside = outsideOf(plan, first);
    if (!outside) break;
    const to = addressText(4, outside.address);
    const chain = `cgnat-${to}`;
    rules.push(
      `add chain=srcnat action=jump jump-target=${chain} src-address=${addressText(4, first)}-${addressText(4, last)} out-interface-list=${outInterfaceList} comment="${mark}"`,
    );
    for (let inside = first; inside <= last; inside += 1n) {
      const block = outsideOf(plan, inside);
      if (block)
        for (const protocol of ['tcp', 'udp'])
          rules.push(
            `add chain=${chain} action=src-nat protocol=${protocol} src-address=${addressText(4, inside)} to-addresses=${to} to-ports=${block.firstPort}-${block.lastPort} comment="${mark}"`,
          );
    }
    rules.push(`add chain=${chain} action=src-nat to-addresses=${to} comment="${mark}"`);
  }
  return rules;
}
