import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { RoundingRule } from '@demarc/kernel';

export interface FoundOperator {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly locale: string;
  readonly country: string;
  readonly lineRounding: RoundingRule;
  readonly weekStart: number;
  readonly loginPattern: string;
  readonly revision: number;
}

/** The operator's settings; nothing before it is set up. */
@Injectable()
export class FindOperator extends Query<Record<string, never>, FoundOperator | null> {
  readonly rule: Rule = {
    name: 'crm.findOperator',
    sentence: 'See the operator’s settings',
    permission: null,
    customer: 'own',
  };

  async answer(_: Record<string, never>, { sql }: Asking): Promise<FoundOperator | null> {
    const found = await sql.first<FoundOperator>(
      `SELECT name, time_zone AS "timeZone", currency, locale, country, line_rounding AS "lineRounding",
         week_start AS "weekStart", login_pattern AS "loginPattern", revision FROM crm.operator`,
    );
    return found ?? null;
  }
}
