import { Injectable } from '@nestjs/common';
import { holds } from '@demarc/access';
import { BillingPermissions } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { CrmPermissions, partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { cutPage, encodeCursor, type Page } from '@demarc/graphql';
import { Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { NetworkingPermissions } from '@demarc/networking';
import { listWords } from '../domain/search-shape.js';
import type { CustomerListQuestion, CustomerListSort, ListedCustomer } from './customer-list-filter.js';
import { type CustomerRow, listedCustomer } from './customer-row.js';
import { CustomerListSql, MOST_COUNTED, MOST_GATHERED, MOST_GLANCED, MOST_INTERSECTED } from './customer-list-sql.js';
import { ANY_PLAN, FOLLOW_INDEXES } from './planner.js';
import { checkPageSize, type PlaceKind, readPlace } from './place.js';

interface Total {
  readonly count: number;
  readonly exact: boolean;
}
type Gathered = CustomerRow & { readonly total: string };

/** The customers grid: filtered, sorted, a page at a time, with balance, services and status. */
@Injectable()
export class CustomerList extends Query<CustomerListQuestion, Page<ListedCustomer>> {
  readonly rule: Rule = {
    name: 'reporting.customerList',
    sentence: 'List customers',
    permission: CrmPermissions['customer.view'],
  };

  async answer(question: CustomerListQuestion, { sql, actor }: Asking): Promise<Page<ListedCustomer>> {
    const shows = {
      money: holds(actor, BillingPermissions['account.view']),
      services: holds(actor, BillingPermissions['service.view']),
      sessions: holds(actor, NetworkingPermissions['session.view']),
    };
    refuseHidden(question, shows.money);
    const reach = { partners: partnersOf(actor), addedBy: reachesOnlyAddedBy(actor) };
    const words = listWords((question.filter.text ?? '').slice(0, 200));
    const list = (): CustomerListSql =>
      new CustomerListSql({ question, reach, words, place: placeOf(question), shows });
    const glance = question.counted ? undefined : await this.glance(sql, list, question);
    if (glance) return glance;
    const plan = await planOf(sql, list());
    if (plan.kind === 'walk') return this.walk(sql, list, question, plan.atLeast);
    const gathered = list();
    const text = gathered.gathered(plan.from);
    const rows = await sql.query<Gathered>(text, gathered.parameters.values);
    const count = Number(rows[0]?.total ?? 0);
    return page(
      rows.filter((row) => row.id !== null),
      question,
      { count, exact: plan.from !== 'search' || count < MOST_GATHERED },
    );
  }

  /** A filter that many match fills the page from the first rows of the list; then nothing needs to be counted or gathered. */
  private async glance(
    sql: Sql,
    list: () => CustomerListSql,
    question: CustomerListQuestion,
  ): Promise<Page<ListedCustomer> | undefined> {
    const glanced = list();
    if (glanced.searches || glanced.drivers.length === 0) return undefined;
    const text = glanced.walked(MOST_GLANCED);
    const [, rows] = await Promise.all([
      sql.execute(FOLLOW_INDEXES),
      sql.query<CustomerRow>(text, glanced.parameters.values),
    ]);
    if (rows.length > question.first) return page(rows, question, { count: rows.length, exact: false });
    await sql.execute(ANY_PLAN);
    return undefined;
  }

  private async walk(
    sql: Sql,
    list: () => CustomerListSql,
    question: CustomerListQuestion,
    atLeast: number | null,
  ): Promise<Page<ListedCustomer>> {
    const walked = list();
    const isFiltered = walked.drivers.length > 0;
    if (isFiltered || question.after) await sql.execute(FOLLOW_INDEXES);
    const text = walked.walked();
    const rows = await sql.query<CustomerRow>(text, walked.parameters.values);
    if (isFiltered)
      return page(rows, question, {
        count: atLeast ?? rows.length,
        exact: atLeast === null && rows.length <= question.first && !question.after,
      });
    return page(
      rows,
      question,
      question.counted ? await countUnfiltered(sql, list()) : { count: rows.length, exact: false },
    );
  }
}

type Plan =
  | { readonly kind: 'gather'; readonly from: 'search' | readonly number[] }
  /** `atLeast`: how many match for sure, where that is known. */
  | { readonly kind: 'walk'; readonly atLeast: number | null };

/** Few hits are gathered and sorted; many are found by walking the list in its order. In between, filters are intersected. */
async function planOf(sql: Sql, list: CustomerListSql): Promise<Plan> {
  if (list.searches) return { kind: 'gather', from: 'search' };
  if (list.drivers.length === 0) return { kind: 'walk', atLeast: null };
  const text = list.counting();
  const counts = Object.values((await sql.first<Record<string, string>>(text, list.parameters.values)) ?? {}).map(
    Number,
  );
  const least = Math.min(...counts);
  if (least <= MOST_GATHERED) return { kind: 'gather', from: [counts.indexOf(least)] };
  if (counts.length === 1) return { kind: 'walk', atLeast: MOST_GATHERED };
  const narrow = counts.flatMap((count, index) => (count <= MOST_INTERSECTED ? [index] : []));
  return narrow.length > 0 ? { kind: 'gather', from: narrow } : { kind: 'walk', atLeast: null };
}

async function countUnfiltered(sql: Sql, list: CustomerListSql): Promise<Total> {
  const text = list.countUnfiltered();
  const row = await sql.first<{ total: string }>(text, list.parameters.values);
  const count = Number(row?.total ?? 0);
  return { count: Math.min(count, MOST_COUNTED), exact: count <= MOST_COUNTED };
}

function page(rows: readonly CustomerRow[], question: CustomerListQuestion, total: Total): Page<ListedCustomer> {
  return cutPage(rows.map(listedCustomer), question.first, (row) => encodeCursor([row.place, row.id]), total);
}

const PLACE: Readonly<Record<CustomerListSort, PlaceKind>> = {
  number: 'integer',
  balance: 'integer',
  name: 'text',
  created: 'instant',
};

function placeOf({ after, sort }: CustomerListQuestion): { value: string; id: string } | undefined {
  const [value, id] = readPlace(after, [PLACE[sort], 'id']) ?? [];
  return value === undefined || id === undefined ? undefined : { value, id };
}

function refuseHidden({ filter, sort, first }: CustomerListQuestion, seesMoney: boolean): void {
  checkPageSize(first);
  if (!seesMoney && (sort === 'balance' || filter.balance)) {
    throw new Refusal(
      'forbidden',
      'NOT_PERMITTED',
      'Your role does not show balances, so the list cannot be sorted or filtered by them.',
      {
        details: { permission: BillingPermissions['account.view'] },
      },
    );
  }
}
