import { Injectable } from '@nestjs/common';
import { conflict, currencyCode, type CurrencyCode, type RoundingRule } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

/** What every context asks of the operator. */
export interface OperatorSettings {
  readonly name: string;
  /** IANA name of the zone that billing dates are in. */
  readonly timeZone: string;
  readonly currency: CurrencyCode;
  /** BCP 47. */
  readonly locale: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly lineRounding: RoundingRule;
  /** 1 Monday … 7 Sunday. */
  readonly weekStart: number;
  readonly loginPattern: string;
}

/** Facade: the operator's settings, read in the caller's transaction. */
@Injectable()
export class Operators {
  /** Refuses with OPERATOR_NOT_SET_UP on an installation that has none yet. */
  async settings(sql: Sql): Promise<OperatorSettings> {
    const found = await this.find(sql);
    if (!found)
      throw conflict(
        'OPERATOR_NOT_SET_UP',
        'The operator is not set up yet. Give its name, time zone and currency first.',
      );
    return found;
  }

  async find(sql: Sql): Promise<OperatorSettings | undefined> {
    const row = await sql.first<OperatorSettings>(
      `SELECT name, time_zone AS "timeZone", currency, locale, country, line_rounding AS "lineRounding",
         week_start AS "weekStart", login_pattern AS "loginPattern" FROM crm.operator`,
      [],
    );
    return row && { ...row, currency: currencyCode(row.currency) };
  }
}
