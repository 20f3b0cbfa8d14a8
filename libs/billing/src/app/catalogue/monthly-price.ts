/** For how many months the price of a service is: its own period’s, else one. Weeks and days by the mean length of a month. */
export function monthsOfPrice(service: string): string {
  return `coalesce(${service}.period_months, ${service}.period_weeks * 7 / 30.4375, ${service}.prepaid_days / 30.4375, 1)`;
}

/** The difference that another price of a service makes in a month, in minor units, rounded once. */
export function monthlyDifference(service: string, oldPrice: string, newPrice: string, shift: string): string {
  return `round((${newPrice} - ${oldPrice}) * ${service}.quantity / ${monthsOfPrice(service)} * ${shift})::bigint`;
}
