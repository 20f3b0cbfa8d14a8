import { RECIPE_MARK, type RecipeRow, type RecipeState } from '../../domain/garden/garden-recipe.js';
import { differingFields } from '../../routeros/index.js';

export interface RecipeFinding {
  readonly state: RecipeState;
  readonly menu: string;
  readonly comment: string;
  readonly about: string;
  /** What is to be done, or what stands in the way; empty where the row is right. */
  readonly advice: string;
}

/** Rows of the router by menu, in the order in which the router asks them. */
export type RouterRows = ReadonlyMap<string, readonly Readonly<Record<string, string>>[]>;

/**
 * Compares what a router has with its recipe. An order of rules counts as well: a rule before ours that lets everything
 * through, or hands it to fasttrack, makes ours idle.
 */
export function checkRecipe(recipe: readonly RecipeRow[], rows: RouterRows): RecipeFinding[] {
  const findings = recipe.map((row) => finding(row, rows));
  const known = new Set(recipe.map(({ menu, comment }) => `${menu} ${comment}`));
  for (const [menu, ofMenu] of rows)
    for (const { comment = '' } of ofMenu)
      if (comment.startsWith(`${RECIPE_MARK}:`) && !known.has(`${menu} ${comment}`))
        findings.push({
          state: 'left_over',
          menu,
          comment,
          about: 'Belongs to no list any more',
          advice: 'Remove the row: no list of this router needs it.',
        });
  return findings;
}

function finding(wanted: RecipeRow, rows: RouterRows): RecipeFinding {
  const { menu, comment, about, fields } = wanted;
  const ofMenu = rows.get(menu) ?? [];
  const place = ofMenu.findIndex((row) => row['comment'] === comment);
  const found = ofMenu[place];
  const say = (state: RecipeState, advice: string): RecipeFinding => ({ state, menu, comment, about, advice });
  if (!found) return say('missing', 'Type the line into the router.');
  if (found['disabled'] === 'true' || found['disabled'] === 'yes') return say('disabled', 'Enable the row.');
  const wrong = differingFields(menu, fields, found).filter((name) => name in fields);
  if (wrong.length > 0)
    return say(
      'differs',
      wrong.map((name) => `${name} is ${found[name] ?? 'not set'}, not ${fields[name] ?? ''}.`).join(' '),
    );
  const before =
    fields['chain'] === undefined ? undefined : ofMenu.slice(0, place).find((row) => letsThrough(row, fields['chain']));
  if (!before) return say('right', '');
  const name = before['comment']
    ? `“${before['comment']}”`
    : `${before['action'] ?? 'accept'} in ${before['chain'] ?? ''}`;
  return say('too_late', `Move the row before ${name}, which lets the traffic through first.`);
}

const CONDITIONS =
  /^(src-|dst-|in-|out-|protocol|port|connection-mark|packet-mark|routing-mark|content|limit|layer7|icmp|hotspot|time|p2p|psd|tls-host|ingress|per-connection|random|nth|ttl|dscp|packet-size|tcp-)/;

/** Does the rule take every packet of the chain, or every one of a connection that stands? */
function letsThrough(row: Readonly<Record<string, string>>, chain: string | undefined): boolean {
  if (row['chain'] !== chain || row['disabled'] === 'true' || row['disabled'] === 'yes') return false;
  if (row['comment']?.startsWith(`${RECIPE_MARK}:`)) return false;
  const action = row['action'] ?? 'accept';
  if (action !== 'accept' && action !== 'fasttrack-connection' && action !== 'return') return false;
  return !Object.entries(row).some(([name, value]) => CONDITIONS.test(name) && value !== '');
}
